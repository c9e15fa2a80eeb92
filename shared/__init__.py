"""What all services stand on. Nothing here knows a service."""
