"""What the room decides without touching anything: custody, chains, boxes, pictures, and the pack with its verifier."""
