variable "subscription_id" {
  type        = string
  description = "The id of the subscription that it is deployed to."
}

variable "resource_group" {
  type        = string
  default     = null
  description = "A resource group that is there; null to make one."
}

variable "location" {
  type        = string
  default     = "westeurope"
  description = "The region."
}

variable "environment" {
  type        = string
  default     = null
  description = "Environment of topology.yaml: null for the file as it is, `fifo` for one customer's orders one after the other."
}

variable "name_prefix" {
  type        = string
  default     = ""
  description = "What stands before every name, such as `dev-`."
}

variable "topology_file" {
  type        = string
  default     = null
  description = "Another topology.yaml than the sample's."
}

variable "package" {
  type        = string
  default     = null
  description = "Another zip than the one that `./ferry package --on azure --project functions/samples/orders/azure` makes."
}

variable "functions" {
  type = object({
    handler      = optional(string, "handle")
    ordered      = optional(string, "handleInOrder")
    dead_letters = optional(string, "due")
    redrive      = optional(string, "redrive")
  })
  default     = {}
  description = "Names of the package's functions."
}

variable "runtime" {
  type        = string
  default     = "java21"
  description = "java17, java21 or java25."
}

variable "memory_mb" {
  type        = number
  default     = 2048
  description = "Memory of each instance in MiB: 512, 2048 or 4096."
}

variable "dead_letter_schedule_minutes" {
  type        = number
  default     = 5
  description = "Every how many minutes dead letters are looked after; 0 for never."
}

variable "alarms" {
  type        = object({ actions = optional(list(string), []) })
  default     = {}
  description = "Action groups, ids."
}

variable "variables" {
  type        = map(string)
  default     = {}
  description = "Settings of every function."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is made."
}
