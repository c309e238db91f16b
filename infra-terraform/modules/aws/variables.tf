variable "topology_file" {
  type        = string
  description = "Path of topology.yaml: \"$${path.module}/topology.yaml\"."
  validation {
    condition     = fileexists(var.topology_file)
    error_message = "There is no file at topology_file; name topology.yaml, relative to path.module."
  }
}

variable "environment" {
  type        = string
  default     = null
  description = "Which of the file's environments is laid over it; null for the file as it is."
}

variable "name_prefix" {
  type        = string
  default     = null
  description = "What stands before the name of everything that is made, up to 30 lower-case letters, digits and hyphens; null for the file's own namePrefix."
  validation {
    condition     = var.name_prefix == null || can(regex("^([a-z][a-z0-9-]{0,29})?$", var.name_prefix))
    error_message = "name_prefix has up to 30 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is made, beside the file's own."
}

variable "package" {
  type        = string
  description = "Path of the zip that `ferry package --on aws` made."
  validation {
    condition     = fileexists(var.package)
    error_message = "There is no file at package; make it with: ferry package --on aws -o FILE."
  }
}

variable "entry_point" {
  type        = string
  description = "Class and method of every handler's function, such as com.example.OrdersOnLambda::handleRequest."
  validation {
    condition     = can(regex("^[\\w.$]+::\\w+$", var.entry_point))
    error_message = "entry_point is CLASS::METHOD, such as com.example.OrdersOnLambda::handleRequest."
  }
}

variable "handlers" {
  type = map(object({
    entry_point = optional(string)
    memory_mb   = optional(number)
    variables   = optional(map(string), {})
    secrets     = optional(map(string), {})
    statements = optional(list(object({
      sid       = string
      actions   = list(string)
      resources = list(string)
      reason    = string
    })), [])
  }))
  default     = {}
  description = "What a handler has that others have not, by its name: another entry point (a subclass of SnsFunction for a direct source), memory in megabytes, environment variables, secrets (variable to the name or ARN of one of Secrets Manager), and what else its role is granted, each with its reason."
  validation {
    condition     = alltrue([for name in keys(var.handlers) : contains(keys(module.topology.handlers), name)])
    error_message = "handlers names one that the topology does not have."
  }
}

variable "variables" {
  type        = map(string)
  default     = {}
  description = "Environment variables of every function, beside the file's own; Lambda takes 4 KB in all."
  validation {
    condition     = alltrue([for name in keys(var.variables) : !startswith(name, "FERRY_") || name == "FERRY_LOG_LEVEL" || startswith(name, "FERRY_DEMO_")])
    error_message = "Variables that begin with FERRY_ are Ferry's own, but for FERRY_LOG_LEVEL."
  }
}

variable "memory_mb" {
  type        = number
  default     = 512
  description = "Memory of each function in megabytes, 256 to 10240; CPU comes with it."
}

variable "runtime" {
  type        = string
  default     = "java21"
  description = "java17, java21 or java25; the last needs version 6.20 or later of the provider."
}

variable "architecture" {
  type        = string
  default     = "arm64"
  description = "arm64, which costs a fifth less, or x86_64."
}

variable "snap_start" {
  type        = bool
  default     = false
  description = "Whether handlers' functions start from a snapshot, called by an alias; applies of new code take minutes longer."
}

variable "bucket" {
  type        = string
  default     = null
  description = "Bucket of this region for a package above `direct_upload_megabytes`; null where none is needed."
}

variable "direct_upload_megabytes" {
  type        = number
  default     = 50
  description = "Above how many megabytes the package goes through the bucket, once for all functions: 0 to 50, which is what Lambda takes directly."
  validation {
    condition     = var.direct_upload_megabytes >= 0 && var.direct_upload_megabytes <= 50
    error_message = "direct_upload_megabytes is from 0 to 50."
  }
}

variable "log_retention_days" {
  type        = number
  default     = 30
  description = "How many days logs are kept, a number that CloudWatch Logs offers."
}

variable "tracing" {
  type        = bool
  default     = false
  description = "Whether X-Ray samples invocations."
}

variable "vpc" {
  type = object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  })
  default     = null
  description = "Subnets and security groups of the functions; null for none."
}

variable "permission_boundary" {
  type        = string
  default     = null
  description = "ARN of a policy that bounds every role; null for none."
}

variable "kms_key" {
  type        = string
  default     = null
  description = "ARN of a key for queues, topics, table, variables and logs; null for keys that AWS keeps. Its policy has to let sns.amazonaws.com and logs.amazonaws.com use it."
}

variable "records" {
  type        = string
  default     = null
  description = "Name or ARN of a table of records that is there and is used instead of a new one."
}

variable "point_in_time_recovery" {
  type        = bool
  default     = true
  description = "Whether the table of records can be restored to any second of the last 35 days."
}

variable "deletion_protection" {
  type        = bool
  default     = false
  description = "Whether the table of records refuses to be deleted; true in production: losing it repeats effects."
}

variable "dead_letter_schedule_minutes" {
  type        = number
  default     = 5
  description = "Every how many minutes dead letters are looked after, 1 to 1440; 0 for never."
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
  description = "Alarm actions (ARNs) and thresholds, as modules/aws/observability says of each."
}

variable "account_id" {
  type        = string
  default     = null
  description = "The account that it is deployed to, 12 digits; null to ask AWS. Given, a plan needs no call."
  validation {
    condition     = var.account_id == null || can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id has 12 digits."
  }
}

variable "region" {
  type        = string
  default     = null
  description = "The region that it is deployed to; null for the provider's."
}
