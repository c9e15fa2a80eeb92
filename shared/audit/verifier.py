#!/usr/bin/env python3
"""Kiểm tra một gói chứng cứ. Checks an evidence package of Trở Về. Needs Python 3.8 or newer, and nothing else.

    python3 verify.py [FOLDER]      the folder with the unpacked package; the one this file stands in unless said

It believes the keys in policy.txt: compare them with those you were given by another way. Ends with 0 when everything holds, 1 when
something is wrong, 2 when the package cannot be read. It shares no code with the system that made the package.
"""

import base64
import hashlib
import json
import os
import re
import struct
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BASE_Y = 4 * pow(5, P - 2, P) % P


class Flaw(Exception):
    """What does not hold, in one sentence."""


# -- Ed25519 (RFC 8032), verification only


def recover_x(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P:
        return None
    return P - x if x & 1 != sign else x


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    x = recover_x(y, sign) if y < P else None
    if x is None:
        raise Flaw("a key or signature is no point of the curve")
    return x, y, 1, x * y % P


def add(a, b):
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, a):
    total = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = add(total, a)
        a, n = add(a, a), n >> 1
    return total


def ed25519(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    try:
        key, r = point(public), point(signature[:32])
    except Flaw:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    base = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % P)
    left, right = times(s, base), add(r, times(h, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# -- signed notes, policies, trees


def b64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Flaw("something is no base64")
    if base64.b64encode(data).decode() != text:
        raise Flaw("something is no base64")
    return data


def vkey(text):
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise Flaw("a key of the policy cannot be read")
    name, number, raw = parts[0], parts[1], b64(parts[2])
    if raw[:1] not in (b"\1", b"\4") or len(raw) != 33:
        raise Flaw("the policy holds a key of an unknown kind")
    if hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4].hex() != number:
        raise Flaw("a key of the policy and its number do not belong together")
    return name, bytes.fromhex(number), raw[0], raw[1:]


def policy(text):
    logs, witnesses, groups, quorum = {}, {}, {}, None
    for line in text.split("\n"):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] == "log":
            key = vkey(words[1])
            logs[key[0]] = key
        elif words[0] == "witness":
            witnesses[words[1]] = vkey(words[2])
        elif words[0] == "group":
            members = words[3:]
            groups[words[1]] = ({"any": 1, "all": len(members)}.get(words[2]) or int(words[2]), members)
        elif words[0] == "quorum" and quorum is None:
            quorum = words[1]
        else:
            raise Flaw("a line of the policy cannot be read")
    if quorum is None:
        raise Flaw("the policy names no quorum")
    return logs, witnesses, groups, quorum


def holds(name, saw, groups):
    if name == "none":
        return True
    if name in groups:
        least, members = groups[name]
        return sum(holds(each, saw, groups) for each in members) >= least
    return name in saw


def signed(text, lines, key):
    """Whether this key signed; a signature of it that does not fit makes everything worthless."""
    found = False
    for line in lines:
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "\u2014":
            raise Flaw("a signature line cannot be read")
        raw = b64(parts[2])
        if parts[1] != key[0] or raw[:4] != key[1]:
            continue
        if found:
            raise Flaw(key[0] + " signed twice")
        body, message = raw[4:], text.encode()
        if key[2] == 4:
            message = b"cosignature/v1\ntime %d\n" % struct.unpack(">Q", body[:8])[0] + message
            body = body[8:]
        if not ed25519(key[3], message, body):
            raise Flaw("the signature of " + key[0] + " does not fit")
        found = True
    return found


def checkpoint(note, believed):
    logs, witnesses, groups, quorum = believed
    cut = note.rfind("\n\n")
    if cut < 0 or not note.endswith("\n"):
        raise Flaw("a checkpoint is no signed note")
    text, lines = note[: cut + 1], note[cut + 2 : -1].split("\n")
    head = text.split("\n")
    if len(head) < 4 or not re.fullmatch("0|[1-9][0-9]{0,18}", head[1]):
        raise Flaw("a checkpoint cannot be read")
    if head[0] not in logs or not signed(text, lines, logs[head[0]]):
        raise Flaw("a checkpoint is not signed by its log")
    saw = {name for name, key in witnesses.items() if signed(text, lines, key)}
    if not holds(quorum, saw, groups):
        raise Flaw("too few witnesses saw the checkpoint of " + head[0])
    root = b64(head[2])
    if len(root) != 32:
        raise Flaw("a checkpoint has no root")
    return head[0], int(head[1]), root, saw


def climb(leaf, index, size, way, root):
    if not 0 <= index < size:
        raise Flaw("the index is not in the log")
    at, last, found = index, size - 1, leaf
    for each in way:
        if last == 0:
            raise Flaw("a proof is too long")
        if at & 1 or at == last:
            found = hashlib.sha256(b"\1" + each + found).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\1" + found + each).digest()
        at, last = at >> 1, last >> 1
    if last or found != root:
        raise Flaw("a proof leads to another root")


def leaf(entry, digest):
    stream = bytes.fromhex(entry["stream"].replace("-", ""))
    if len(stream) != 16:
        raise Flaw("an entry has no place")
    fixed = struct.pack(">QQ16s32s", entry["position"], entry["version"], stream, digest)
    return hashlib.sha256(b"\0trove-leaf/v1\n" + fixed + entry["name"].encode()).digest()


def proof(text):
    head, cut, note = text.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != "c2sp.org/tlog-proof@v1" or not cut:
        raise Flaw("a proof cannot be read")
    if len(lines) > 1 and lines[1].startswith("extra "):
        del lines[1]
    if len(lines) < 2 or not re.fullmatch("index (0|[1-9][0-9]{0,18})", lines[1]) or len(lines) > 65:
        raise Flaw("a proof cannot be read")
    way = [b64(line) for line in lines[2:]]
    if any(len(each) != 32 for each in way):
        raise Flaw("a proof cannot be read")
    return int(lines[1][6:]), way, note


# -- the package


def inside(folder, name):
    """A file of the package; none outside of it."""
    path = os.path.realpath(os.path.join(folder, name))
    if not path.startswith(os.path.realpath(folder) + os.sep):
        raise Flaw("a name leads out of the package")
    with open(path, encoding="utf-8", newline="") as file:
        return file.read(16_000_000)


def check(folder):
    believed = policy(inside(folder, "policy.txt"))
    index = json.loads(inside(folder, "case.json"))
    seen = {}
    for listed in index["entries"]:
        source, position = listed["source"], listed["position"]
        entry = json.loads(inside(folder, listed["file"]))
        if entry["position"] != position:
            raise Flaw("%s/%s is another entry than its name says" % (source, position))
        if bool(listed.get("withheld_by")) != ("withheld" in entry):
            raise Flaw("%s/%s is said to be withheld, or is" % (source, position))
        digest = (
            hashlib.sha256(entry["body"].encode()).digest() if "body" in entry else bytes.fromhex(entry["withheld"])
        )
        at, way, note = proof(inside(folder, listed["proof"]))
        origin, size, root, saw = seen[note] if note in seen else seen.setdefault(note, checkpoint(note, believed))
        if at != position - 1 or not origin.endswith("/" + source):
            raise Flaw("the proof of %s/%s is of another entry" % (source, position))
        try:
            climb(leaf(entry, digest), at, size, way, root)
        except Flaw as wrong:
            raise Flaw("%s/%s: %s" % (source, position, wrong))
    return index, {
        source: (size, saw) for origin, size, root, saw in seen.values() for source in [origin.split("/")[-1]]
    }


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    try:
        index, logs = check(folder)
    except Flaw as wrong:
        print("SAI / WRONG: %s" % wrong)
        return 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, struct.error) as broken:
        print("KHÔNG ĐỌC ĐƯỢC / UNREADABLE: %s" % type(broken).__name__)
        return 2
    withheld = sum(1 for each in index["entries"] if each.get("withheld_by"))
    print("ĐÚNG / HOLDS: %d mục, %d mục không kèm nội dung (entries, withheld)" % (len(index["entries"]), withheld))
    for source, (size, saw) in sorted(logs.items()):
        print("  %s: %d mục, chứng kiến (seen by): %s" % (source, size, ", ".join(sorted(saw)) or "-"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
