"""The rules of support: the lead's file of a case, and the work other agencies are asked to do for it."""
