"""What someone without an account can do: be guided on the portal (`guide`), mend a report (`mend`), talk by chat (`chat`)."""
