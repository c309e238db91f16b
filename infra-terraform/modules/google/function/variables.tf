variable "name" {
  type        = string
  description = "Name of the function, prefix included; its service accounts go by it."
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,61}[a-z0-9]$", var.name))
    error_message = "name has 2 to 63 lower-case letters, digits and hyphens, begins with a letter and ends with a letter or digit."
  }
}

variable "description" {
  type        = string
  default     = "A handler, by Ferry"
  description = "What the console shows of it."
}

variable "source_archive" {
  type = object({
    bucket = string
    object = string
  })
  description = "Where the zip is that `ferry package --on google` made: bucket and name of the object, with the hash of its content in the name."
}

variable "entry_point" {
  type        = string
  description = "Class that is called, such as com.example.OrdersOnGoogle."
  validation {
    condition     = can(regex("^[\\w.$]+$", var.entry_point))
    error_message = "entry_point is the name of a class, such as com.example.OrdersOnGoogle."
  }
}

variable "runtime" {
  type        = string
  default     = "java21"
  description = "java17, java21 or java25."
  validation {
    condition     = contains(["java17", "java21", "java25"], var.runtime)
    error_message = "runtime is java17, java21 or java25."
  }
}

variable "memory_mb" {
  type        = number
  default     = 512
  description = "Memory of an instance in MiB, 256 to 32768; CPU comes with it."
  validation {
    condition     = var.memory_mb >= 256 && var.memory_mb <= 32768 && floor(var.memory_mb) == var.memory_mb
    error_message = "memory_mb is a whole number from 256 to 32768: a JVM with the SDK needs 256."
  }
}

variable "timeout_seconds" {
  type        = number
  description = "How long one request may take, 1 to 600 seconds: a push subscription waits no longer."
  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 600
    error_message = "timeout_seconds is from 1 to 600."
  }
}

variable "concurrency" {
  type        = number
  default     = 10
  description = "The most runs at once, 1 to 1000."
  validation {
    condition     = var.concurrency >= 1 && var.concurrency <= 1000 && floor(var.concurrency) == var.concurrency
    error_message = "concurrency is a whole number from 1 to 1000."
  }
}

variable "requests_at_once" {
  type        = number
  default     = 1
  description = "How many of them one instance runs, 1 to 1000; more than one is cheaper where handlers wait, and a handler that does not stop is then left behind instead of ending the process."
  validation {
    condition     = var.requests_at_once >= 1 && var.requests_at_once <= 1000 && floor(var.requests_at_once) == var.requests_at_once
    error_message = "requests_at_once is a whole number from 1 to 1000."
  }
}

variable "min_instances" {
  type        = number
  default     = 0
  description = "Instances that are kept warm, 0 to 100; each costs as if it ran."
  validation {
    condition     = var.min_instances >= 0 && var.min_instances <= 100
    error_message = "min_instances is from 0 to 100."
  }
}

variable "environment" {
  type        = map(string)
  description = "Environment variables, FERRY_... among them; those of its callers and its time are added here."
  validation {
    condition     = length(try(var.environment["FERRY_POLICY"], "")) <= 2048
    error_message = "FERRY_POLICY is longer than 2048 bytes; publish to fewer channels, or shorten names."
  }
}

variable "secrets" {
  type        = map(string)
  default     = {}
  description = "Environment variables that a secret of Secret Manager holds, by name: the secret's name, or its id (projects/P/secrets/S). The newest version when an instance starts."
}

variable "source_queue" {
  type = object({
    name                  = string
    topic                 = string
    ordered               = bool
    ack_deadline_seconds  = number
    retention_seconds     = number
    initial_delay_seconds = number
    max_delay_seconds     = number
    max_deliveries        = number
    dead_letter_topic     = string
  })
  default     = null
  description = "The handler's own topic, whose subscription pushes to the function, with the backoff of its policy and where Pub/Sub dead-letters; null for a function that nothing feeds."
  validation {
    condition     = var.source_queue == null || try(var.source_queue.ack_deadline_seconds >= var.timeout_seconds && var.source_queue.ack_deadline_seconds <= 600, false)
    error_message = "The subscription's ack deadline is below timeout_seconds (a push would be repeated while it runs), or above 600."
  }
  validation {
    condition     = var.source_queue == null || try(var.source_queue.max_deliveries >= 11 && var.source_queue.max_deliveries <= 100, false)
    error_message = "max_deliveries is from 11 to 100: above the handler's attempts by 10, since throttles and crashes count too."
  }
  validation {
    condition     = var.source_queue == null || try(var.source_queue.initial_delay_seconds >= 0 && var.source_queue.initial_delay_seconds <= var.source_queue.max_delay_seconds && var.source_queue.max_delay_seconds <= 600, false)
    error_message = "Backoff is from 0 to 600 seconds, and the first not above the longest."
  }
}

variable "source_topic" {
  type = object({
    id     = string
    filter = map(list(string))
    direct = optional(bool, false)
  })
  default     = null
  description = "The topic that the handler listens to, and the attributes with their values that it wants; `direct` for a trigger of the platform's own, whose dead letters nobody can set."
  validation {
    condition     = !try(var.source_topic.direct, false) || length(try(var.source_topic.filter, {})) == 0
    error_message = "A trigger of the platform's own has no filter; leave direct out."
  }
  validation {
    condition     = var.source_topic == null || var.source_queue != null
    error_message = "A function that listens to a topic has a source_queue too, where its redrives go."
  }
}

variable "publishes" {
  type        = map(string)
  default     = {}
  description = "Topics that it may publish to, their ids by any name: dead letters, parked messages, its own."
}

variable "subscribes" {
  type        = map(string)
  default     = {}
  description = "Subscriptions that it may pull from, their ids by any name."
}

variable "databases" {
  type        = map(string)
  default     = {}
  description = "Databases of Firestore that it may read and write, their ids by any name."
}

variable "roles" {
  type = list(object({
    role   = string
    reason = string
  }))
  default     = []
  description = "What else its service account is granted on the project, each with its reason."
  validation {
    condition     = alltrue([for one in var.roles : !contains(["roles/owner", "roles/editor", "roles/viewer"], one.role)])
    error_message = "A basic role grants nearly everything; name the role that is needed."
  }
  validation {
    condition     = alltrue([for one in var.roles : length(trimspace(one.reason)) > 0])
    error_message = "Every role has its reason."
  }
}

variable "ingress" {
  type        = string
  default     = "ALLOW_INTERNAL_ONLY"
  description = "From where it may be called: ALLOW_INTERNAL_ONLY (Pub/Sub and Cloud Scheduler of the project are inside), ALLOW_INTERNAL_AND_GCLB or ALLOW_ALL."
  validation {
    condition     = contains(["ALLOW_INTERNAL_ONLY", "ALLOW_INTERNAL_AND_GCLB", "ALLOW_ALL"], var.ingress)
    error_message = "ingress is ALLOW_INTERNAL_ONLY, ALLOW_INTERNAL_AND_GCLB or ALLOW_ALL."
  }
}

variable "build_service_account" {
  type        = string
  default     = null
  description = "Id of the service account that builds it (projects/P/serviceAccounts/E); null for the project's default."
}

variable "vpc" {
  type = object({
    connector = string
    egress    = optional(string, "PRIVATE_RANGES_ONLY")
  })
  default     = null
  description = "Connector to a network, and what goes through it (PRIVATE_RANGES_ONLY or ALL_TRAFFIC); null for none."
  validation {
    condition     = var.vpc == null || contains(["PRIVATE_RANGES_ONLY", "ALL_TRAFFIC"], try(var.vpc.egress, "PRIVATE_RANGES_ONLY"))
    error_message = "vpc.egress is PRIVATE_RANGES_ONLY or ALL_TRAFFIC."
  }
}

variable "kms_key" {
  type        = string
  default     = null
  description = "Id of a key that encrypts the function's code; null for Google's own keys."
}

variable "account" {
  type = object({
    id     = string
    number = string
    region = string
  })
  description = "The project that it is deployed to, by id and number, and the region."
}

variable "labels" {
  type        = map(string)
  default     = {}
  description = "Labels of everything that is made."
}
