"""What someone without an account can do: be guided (`guide`), mend (`mend`), talk by chat (`chat`, `gateway`)."""

from .chat import hear

__all__ = ["hear"]
