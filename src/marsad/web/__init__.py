"""The observatory in the browser: pages and JSON over HTTP, with no logic of their own."""
