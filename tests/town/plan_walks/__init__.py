"""What every unit does under the plan, walked in a real browser from the first form to its end at the other agency's page."""
