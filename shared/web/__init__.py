"""What every door of the town shares: who is asking, what was typed, how a refusal is told, and how a page looks."""
