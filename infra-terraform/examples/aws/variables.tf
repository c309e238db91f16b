variable "region" {
  type        = string
  default     = null
  description = "Region; null for AWS_REGION."
}

variable "environment" {
  type        = string
  default     = null
  description = "Environment of topology.yaml: null for the file as it is, `fifo` for one customer's orders one after the other, `local` for quick retries."
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
  description = "Another zip than the one that `./ferry package --on aws --project functions/samples/orders/aws` makes."
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

variable "runtime" {
  type        = string
  default     = "java21"
  description = "java17, java21 or java25 (provider 6.20 or later)."
}

variable "architecture" {
  type        = string
  default     = "arm64"
  description = "arm64 or x86_64."
}

variable "memory_mb" {
  type        = number
  default     = 512
  description = "Memory of each function in megabytes, 256 to 10240."
}

variable "snap_start" {
  type        = bool
  default     = false
  description = "Whether handlers' functions start from a snapshot."
}

variable "log_retention_days" {
  type        = number
  default     = 14
  description = "How many days logs are kept."
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

variable "alarms" {
  type = object({
    actions           = optional(list(string), [])
    dead_letters      = optional(number, 0)
    parked            = optional(number, 0)
    undelivered       = optional(number, 0)
    backlog           = optional(number, 1000)
    age_share         = optional(number, 0.25)
    error_percent     = optional(number, 5)
    throttles         = optional(number, 10)
    store_unreachable = optional(number, 0)
    period_seconds    = optional(number, 60)
  })
  default     = {}
  description = "Alarm actions (ARNs of SNS topics) and thresholds."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "More tags of everything that is made."
}
