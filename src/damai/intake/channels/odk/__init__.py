"""OpenRosa, as ODK Collect speaks it: how field supervisors send reports from a phone that is often offline."""
