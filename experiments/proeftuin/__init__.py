"""A proeftuin (pilot) designed beforehand in the model, and learnt from afterwards. See docs/proeftuin.md."""
