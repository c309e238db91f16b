variable "environment" {
  type        = string
  default     = "local"
  description = "Environment of topology.yaml."
}

variable "topology_file" {
  type        = string
  default     = null
  description = "Another topology.yaml than the sample's."
}

variable "package" {
  type        = string
  default     = null
  description = "Another zip than the sample's."
}

variable "bucket" {
  type        = string
  default     = null
  description = "Bucket of this region, through which the package is uploaded once for all functions; null to upload it to each."
}

variable "entry_point" {
  type        = string
  default     = "dev.ferry.samples.aws.OrdersOnLambda::handleRequest"
  description = "Class and method of the handlers' functions."
}

variable "dead_letter_schedule_minutes" {
  type        = number
  default     = 5
  description = "Every how many minutes dead letters are looked after; 0 for never."
}

variable "variables" {
  type        = map(string)
  default     = {}
  description = "More environment variables of every function."
}
