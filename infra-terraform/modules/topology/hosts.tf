# What each cloud's functions and broker can do: HostAbilities, in milliseconds and bytes. The Java
# test HostsFileTest holds this file to it.
locals {
  host   = jsondecode(file("${path.module}/hosts.json"))[var.cloud]
  suffix = var.cloud == "aws" ? ".fifo" : ""
}
