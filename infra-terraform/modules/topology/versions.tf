terraform {
  # Conditions that look at other values than their own variable came with 1.9.
  required_version = ">= 1.9"
}
