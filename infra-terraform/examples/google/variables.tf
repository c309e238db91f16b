variable "project" {
  type        = string
  description = "The id of the project that it is deployed to."
}

variable "project_number" {
  type        = string
  default     = null
  description = "The project's number; null to ask Google."
}

variable "region" {
  type        = string
  default     = "europe-west1"
  description = "The region of the functions."
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
  description = "Another zip than the one that `./ferry package --on google --project functions/samples/orders/google` makes."
}

variable "entry_point" {
  type        = string
  default     = "dev.ferry.samples.google.OrdersOnGoogle"
  description = "Class of the handlers' functions."
}

variable "runtime" {
  type        = string
  default     = "java21"
  description = "java17, java21 or java25."
}

variable "memory_mb" {
  type        = number
  default     = 512
  description = "Memory of each instance in MiB, 256 to 32768."
}

variable "dead_letter_schedule_minutes" {
  type        = number
  default     = 5
  description = "Every how many minutes dead letters are looked after; 0 for never."
}

variable "operators" {
  type        = list(string)
  default     = []
  description = "Members (user:..., group:...) that may call the redrive functions."
}

variable "alarms" {
  type        = object({ actions = optional(list(string), []) })
  default     = {}
  description = "Notification channels, ids."
}

variable "variables" {
  type        = map(string)
  default     = {}
  description = "Environment variables of every function."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Labels of everything that is made."
}
