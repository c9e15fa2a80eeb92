// Checks the folder of an audit with tools nobody here wrote: golang.org/x/mod/sumdb/note reads the signed checkpoint, sumdb/tlog
// the tiles, the root, the way of every entry, the growth from every earlier size, and proof files.
//
//	go run . FOLDER [PROOF ENTRY-NUMBER]...
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type entry struct {
	Position uint64 `json:"position"`
	Stream   string `json:"stream"`
	Version  uint64 `json:"version"`
	Name     string `json:"name"`
	Body     string `json:"body"`
}

// leaf is the fixed form of an entry: decision 40.
func (e entry) leaf() ([]byte, error) {
	stream, err := hex.DecodeString(strings.ReplaceAll(e.Stream, "-", ""))
	if err != nil {
		return nil, err
	}
	body := sha256.Sum256([]byte(e.Body))
	data := []byte("trove-leaf/v1\n")
	data = binary.BigEndian.AppendUint64(data, e.Position)
	data = binary.BigEndian.AppendUint64(data, e.Version)
	data = append(append(append(data, stream...), body[:]...), e.Name...)
	return data, nil
}

// tiles reads the tiles of one log as C2SP tlog-tiles lays them out.
type tiles struct{ folder string }

func (t tiles) Height() int { return 8 }

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(t.folder, path))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

func vkeys(folder string) (map[string]string, error) {
	policy, err := os.ReadFile(filepath.Join(folder, "policy.txt"))
	if err != nil {
		return nil, err
	}
	keys := map[string]string{}
	for _, line := range strings.Split(string(policy), "\n") {
		if words := strings.Fields(line); len(words) > 1 && words[0] == "log" {
			keys[strings.SplitN(words[1], "+", 2)[0]] = words[1]
		}
	}
	return keys, nil
}

func checkpoint(signed []byte, keys map[string]string) (tlog.Tree, error) {
	origin := strings.SplitN(string(signed), "\n", 2)[0]
	verifier, err := note.NewVerifier(keys[origin])
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("no key of %s: %w", origin, err)
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func entries(folder string) ([]tlog.Hash, error) {
	var found []tlog.Hash
	files, err := filepath.Glob(filepath.Join(folder, "entries", "*.jsonl"))
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		lines := bufio.NewReader(file)
		for decoder := json.NewDecoder(lines); decoder.More(); {
			var each entry
			if err := decoder.Decode(&each); err != nil {
				return nil, err
			}
			leaf, err := each.leaf()
			if err != nil {
				return nil, err
			}
			found = append(found, tlog.RecordHash(leaf))
		}
	}
	return found, nil
}

func log(folder string, keys map[string]string) (int64, error) {
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return 0, err
	}
	tree, err := checkpoint(signed, keys)
	if err != nil {
		return 0, err
	}
	hashes := tlog.TileHashReader(tree, tiles{folder}) // every hash it gives was proved against the root
	leaves, err := entries(folder)
	if err != nil {
		return 0, err
	}
	if int64(len(leaves)) < tree.N {
		return 0, fmt.Errorf("%d entries, the checkpoint holds %d", len(leaves), tree.N)
	}
	for index := int64(0); index < tree.N; index++ {
		proof, err := tlog.ProveRecord(tree.N, index, hashes)
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaves[index]); err != nil {
			return 0, fmt.Errorf("entry %d: %w", index+1, err)
		}
	}
	for size := int64(1); size <= tree.N; size++ {
		before, err := tlog.TreeHash(size, hashes)
		if err != nil {
			return 0, err
		}
		proof, err := tlog.ProveTree(tree.N, size, hashes)
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, size, before); err != nil {
			return 0, fmt.Errorf("size %d: %w", size, err)
		}
	}
	return tree.N, nil
}

// proof checks a `.tlog-proof` against an entry of the folder.
func proof(file string, position int64, folder string, keys map[string]string) error {
	written, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, signed, _ := strings.Cut(string(written), "\n\n")
	lines := strings.Split(head, "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" || lines[1] != fmt.Sprintf("index %d", position-1) {
		return fmt.Errorf("not a proof of entry %d", position)
	}
	tree, err := checkpoint([]byte(signed), keys)
	if err != nil {
		return err
	}
	var way tlog.RecordProof
	for _, line := range lines[2:] {
		raw, err := base64.StdEncoding.DecodeString(line)
		if err != nil {
			return err
		}
		way = append(way, tlog.Hash(raw))
	}
	origin := strings.SplitN(signed, "\n", 2)[0]
	leaves, err := entries(filepath.Join(folder, "logs", origin[strings.LastIndex(origin, "/")+1:]))
	if err != nil {
		return err
	}
	return tlog.CheckRecord(way, tree.N, tree.Hash, position-1, leaves[position-1])
}

func main() {
	folder := os.Args[1]
	keys, err := vkeys(folder)
	must(err)
	logs, err := filepath.Glob(filepath.Join(folder, "logs", "*"))
	must(err)
	for _, each := range logs {
		size, err := log(each, keys)
		must(err)
		fmt.Printf("%s %d\n", filepath.Base(each), size)
	}
	for at := 2; at+1 < len(os.Args); at += 2 {
		position, err := strconv.ParseInt(os.Args[at+1], 10, 64)
		must(err)
		must(proof(os.Args[at], position, folder, keys))
		fmt.Printf("proof %d\n", position)
	}
}

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
