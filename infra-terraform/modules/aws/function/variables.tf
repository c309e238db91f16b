variable "name" {
  type        = string
  description = "Name of the function, prefix included; its role, log group and alias go by it."
  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{1,64}$", var.name))
    error_message = "name has 1 to 64 letters, digits and hyphens."
  }
}

variable "package" {
  type        = string
  description = "Path of the zip that `ferry package --on aws` made."
  validation {
    condition     = fileexists(var.package)
    error_message = "There is no file at package; make it with: ferry package --on aws -o FILE."
  }
}

variable "uploaded" {
  type = object({
    bucket = string
    key    = string
  })
  default     = null
  description = "Where the same package lies in a bucket of this region; null to upload it directly, which Lambda takes up to 50 MB."
  validation {
    condition     = var.uploaded != null || try(length(filebase64(var.package)) / 4 * 3 <= 50000000, true)
    error_message = "The package has more than 50 MB, which Lambda does not take directly: name where it was uploaded."
  }
}

variable "entry_point" {
  type        = string
  description = "Class and method that Lambda calls, such as com.example.OrdersOnLambda::handleRequest."
  validation {
    condition     = can(regex("^[\\w.$]+::\\w+$", var.entry_point))
    error_message = "entry_point is CLASS::METHOD, such as com.example.OrdersOnLambda::handleRequest."
  }
}

variable "runtime" {
  type        = string
  default     = "java21"
  description = "java17, java21 or java25; the last needs version 6.20 or later of the provider."
  validation {
    condition     = contains(["java17", "java21", "java25"], var.runtime)
    error_message = "runtime is java17, java21 or java25."
  }
}

variable "architecture" {
  type        = string
  default     = "arm64"
  description = "arm64, which costs a fifth less, or x86_64."
  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture is arm64 or x86_64."
  }
}

variable "snap_start" {
  type        = bool
  default     = false
  description = "Whether new environments start from a snapshot: an alias `live` then points to the version that is called. Every apply of new code takes minutes longer."
}

variable "memory_mb" {
  type        = number
  default     = 512
  description = "Memory in megabytes, 256 to 10240; CPU comes with it."
  validation {
    condition     = var.memory_mb >= 256 && var.memory_mb <= 10240 && floor(var.memory_mb) == var.memory_mb
    error_message = "memory_mb is a whole number from 256 to 10240: a JVM with the SDK needs 256."
  }
}

variable "timeout_seconds" {
  type        = number
  description = "How long one invocation may take, 1 to 900 seconds; the handler's budget and 10 s to settle, or more."
  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 900
    error_message = "timeout_seconds is from 1 to 900."
  }
}

variable "environment" {
  type        = map(string)
  description = "Environment variables, FERRY_... among them."
  validation {
    condition     = length(join("", flatten([for name, value in var.environment : [name, value]]))) <= 4096
    error_message = "Lambda takes 4 KB of names and values of all variables of a function."
  }
  validation {
    condition     = length(try(var.environment["FERRY_POLICY"], "")) <= 2048
    error_message = "FERRY_POLICY is longer than 2048 bytes; publish to fewer channels, or shorten names."
  }
}

variable "secrets" {
  type        = map(string)
  default     = {}
  description = "Environment variables that a secret of Secrets Manager holds, by name: the secret's name or ARN. The function is told the ARN or name in NAME_SECRET and may read that secret alone; Lambda puts no secret into a variable by itself, and Terraform would keep it in its state."
}

variable "source_queue" {
  type = object({
    arn                  = string
    ordered              = bool
    ack_deadline_seconds = number
  })
  default     = null
  description = "The queue that feeds it by an event source mapping; null for a function that nothing feeds."
  validation {
    condition     = var.source_queue == null || try(var.source_queue.ack_deadline_seconds >= min(43200, 6 * var.timeout_seconds + var.batch_window_seconds), false)
    error_message = "The queue's ack deadline (visibility timeout) is below 6 x timeout_seconds + batch_window_seconds: throttled batches would be delivered twice."
  }
  validation {
    condition     = !try(var.source_queue.ordered, false) || (var.batch_size <= 10 && var.batch_window_seconds == 0)
    error_message = "A FIFO queue gives batches of up to 10, without a window."
  }
}

variable "source_topic" {
  type = object({
    arn             = string
    filter          = map(list(string))
    undelivered_arn = string
    on_failure_arn  = string
  })
  default     = null
  description = "The topic that calls it without a queue between: with what SNS cannot deliver, and what Lambda gives up."
  validation {
    condition     = var.source_topic == null || var.source_queue == null
    error_message = "A function has a source_queue or a source_topic, not both."
  }
}

variable "batch_size" {
  type        = number
  default     = 10
  description = "The most messages of one invocation: 1 to 10000, 10 for a FIFO queue; above 10 only with a window."
  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 10000
    error_message = "batch_size is from 1 to 10000."
  }
  validation {
    condition     = var.batch_size <= 10 || var.batch_window_seconds >= 1
    error_message = "A batch_size above 10 needs a batch_window_seconds of 1 or more."
  }
}

variable "batch_window_seconds" {
  type        = number
  default     = 0
  description = "How long to gather a batch, 0 to 300 seconds; 0 for a FIFO queue."
  validation {
    condition     = var.batch_window_seconds >= 0 && var.batch_window_seconds <= 300
    error_message = "batch_window_seconds is from 0 to 300."
  }
}

variable "concurrency" {
  type        = number
  default     = 10
  description = "How many invocations the mapping runs at once, 2 to 1000. Kept on the mapping and not on the function: a throttled function uses up receives."
  validation {
    condition     = var.concurrency >= 2 && var.concurrency <= 1000
    error_message = "concurrency is from 2 to 1000."
  }
}

variable "statements" {
  type = list(object({
    sid       = string
    actions   = list(string)
    resources = list(string)
    reason    = string
  }))
  default     = []
  description = "What else its role is granted, with the reason of each; a resource of * or an action with * is refused unless the reason says why."
  validation {
    condition     = alltrue([for one in var.statements : length(trimspace(one.reason)) > 0])
    error_message = "Each statement gives its reason."
  }
  validation {
    condition     = alltrue(flatten([for one in var.statements : [for action in one.actions : can(regex("^[a-z0-9-]+:[A-Za-z]+$", action))]]))
    error_message = "Actions are named one by one: SERVICE:Action, without wildcards."
  }
}

variable "recursive_loop" {
  type        = bool
  default     = false
  description = "Whether Lambda lets a message pass the function more than 16 times: only where redrives are automatic, whose rounds Ferry counts itself."
}

variable "log_retention_days" {
  type        = number
  default     = 30
  description = "How many days its logs are kept: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731 or more as CloudWatch has them."
  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is a number of days that CloudWatch Logs offers, such as 14, 30, 90 or 365."
  }
}

variable "tracing" {
  type        = bool
  default     = false
  description = "Whether X-Ray samples its invocations."
}

variable "kms_key" {
  type        = string
  default     = null
  description = "ARN of a key for variables, logs, and the queues, topics and tables that it uses; null for keys that AWS keeps."
  validation {
    condition     = var.kms_key == null || can(regex("^arn:[a-z0-9-]+:kms:", var.kms_key))
    error_message = "kms_key is the ARN of a key."
  }
}

variable "vpc" {
  type = object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  })
  default     = null
  description = "Subnets and security groups, where it has to reach something private; it then needs endpoints for SQS, SNS and DynamoDB there. Null for none."
  validation {
    condition     = var.vpc == null || try(length(var.vpc.subnet_ids) > 0 && length(var.vpc.security_group_ids) > 0, false)
    error_message = "vpc names at least one subnet and one security group."
  }
}

variable "permission_boundary" {
  type        = string
  default     = null
  description = "ARN of a policy that bounds its role; null for none."
  validation {
    condition     = var.permission_boundary == null || can(regex("^arn:[a-z0-9-]+:iam::", var.permission_boundary))
    error_message = "permission_boundary is the ARN of a policy."
  }
}

variable "account" {
  type = object({
    id        = string
    region    = string
    partition = optional(string, "aws")
  })
  description = "Where it is deployed: ARNs are built from names."
  validation {
    condition     = can(regex("^[0-9]{12}$", var.account.id))
    error_message = "account.id has 12 digits."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is made."
}
