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
  description = "Labels of everything that is made, beside the file's own tags; in lower case, where Google wants it."
}

variable "package" {
  type        = string
  description = "Path of the zip that `ferry package --on google` made."
  validation {
    condition     = fileexists(var.package)
    error_message = "There is no file at package; make it with: ferry package --on google -o FILE."
  }
}

variable "entry_point" {
  type        = string
  description = "Class of every handler's function, such as com.example.OrdersOnGoogle."
  validation {
    condition     = can(regex("^[\\w.$]+$", var.entry_point))
    error_message = "entry_point is the name of a class, such as com.example.OrdersOnGoogle."
  }
}

variable "handlers" {
  type = map(object({
    entry_point = optional(string)
    memory_mb   = optional(number)
    variables   = optional(map(string), {})
    secrets     = optional(map(string), {})
    databases   = optional(map(string), {})
    roles       = optional(list(object({ role = string, reason = string })), [])
  }))
  default     = {}
  description = "What a handler has that others have not, by its name: another entry point (a subclass of EventarcFunction for a direct source), memory in MiB, environment variables, secrets (variable to the name or id of one of Secret Manager), databases of Firestore that it reads and writes (ids), and what else its service account is granted, each with its reason."
  validation {
    condition     = alltrue([for name in keys(var.handlers) : contains(keys(module.topology.handlers), name)])
    error_message = "handlers names one that the topology does not have."
  }
}

variable "variables" {
  type        = map(string)
  default     = {}
  description = "Environment variables of every function, beside the file's own."
  validation {
    condition     = alltrue([for name in keys(var.variables) : !startswith(name, "FERRY_") || name == "FERRY_LOG_LEVEL"])
    error_message = "Variables that begin with FERRY_ are Ferry's own, but for FERRY_LOG_LEVEL."
  }
}

variable "memory_mb" {
  type        = number
  default     = 512
  description = "Memory of each instance in MiB, 256 to 32768; CPU comes with it."
}

variable "runtime" {
  type        = string
  default     = "java21"
  description = "java17, java21 or java25."
}

variable "requests_at_once" {
  type        = number
  default     = 1
  description = "How many messages one instance handles at once, 1 to 1000."
}

variable "min_instances" {
  type        = number
  default     = 0
  description = "Instances of each handler's function that are kept warm, 0 to 100."
}

variable "ingress" {
  type        = string
  default     = "ALLOW_INTERNAL_ONLY"
  description = "From where functions may be called: ALLOW_INTERNAL_ONLY, ALLOW_INTERNAL_AND_GCLB or ALLOW_ALL."
}

variable "bucket" {
  type        = string
  default     = null
  description = "Bucket of this region that the package is put into; null to make one."
}

variable "build_service_account" {
  type        = string
  default     = null
  description = "Id of the service account that builds functions (projects/P/serviceAccounts/E); null for the project's default."
}

variable "vpc" {
  type = object({
    connector = string
    egress    = optional(string, "PRIVATE_RANGES_ONLY")
  })
  default     = null
  description = "Connector of the functions to a network, and what goes through it (PRIVATE_RANGES_ONLY or ALL_TRAFFIC); null for none."
}

variable "kms_key" {
  type        = string
  default     = null
  description = "Id of a key (projects/P/locations/L/keyRings/R/cryptoKeys/K) for topics, records, code and packages; null for Google's own keys. The service agents of Pub/Sub, Firestore, Cloud Functions, Artifact Registry and Cloud Storage have to be let use it."
}

variable "records" {
  type        = string
  default     = null
  description = "Name of a database of Firestore that is there and is used instead of a new one, such as (default)."
}

variable "records_location" {
  type        = string
  default     = null
  description = "Region or multi-region of the records, such as eur3; null for `region`."
}

variable "point_in_time_recovery" {
  type        = bool
  default     = true
  description = "Whether the records can be read as they were at any minute of the last 7 days."
}

variable "deletion_protection" {
  type        = bool
  default     = false
  description = "Whether the database of records refuses to be deleted; true in production: losing it repeats effects."
}

variable "dead_letter_schedule_minutes" {
  type        = number
  default     = 5
  description = "Every how many minutes dead letters are looked after, 1 to 1440; 0 for never."
}

variable "operators" {
  type        = list(string)
  default     = []
  description = "Members (user:..., group:..., serviceAccount:...) that may call the redrive functions."
}

variable "alarms" {
  type = object({
    actions           = optional(list(string), [])
    dead_letters      = optional(number, 0)
    parked            = optional(number, 0)
    backlog           = optional(number, 1000)
    age_share         = optional(number, 0.25)
    error_percent     = optional(number, 5)
    throttles         = optional(number, 10)
    store_unreachable = optional(number, 0)
    period_seconds    = optional(number, 60)
  })
  default     = {}
  description = "Notification channels (ids) and thresholds, as modules/google/observability says of each."
}

variable "project" {
  type        = string
  description = "The id of the project that it is deployed to."
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "project is a project's id: 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "project_number" {
  type        = string
  default     = null
  description = "The project's number, which names Pub/Sub's service agent; null to ask Google. Given, a plan needs no call."
  validation {
    condition     = var.project_number == null || can(regex("^[0-9]{6,20}$", var.project_number))
    error_message = "project_number has digits only."
  }
}

variable "region" {
  type        = string
  description = "The region of the functions, such as europe-west1."
  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region is one of Google's, such as europe-west1."
  }
}
