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

variable "unique" {
  type        = string
  default     = null
  description = "What stands behind names that are unique in the world, 3 to 8 lower-case letters and digits; null for one that follows from subscription, resource group and system."
  validation {
    condition     = var.unique == null || can(regex("^[a-z0-9]{3,8}$", var.unique))
    error_message = "unique has 3 to 8 lower-case letters and digits."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is made, beside the file's own."
}

variable "package" {
  type        = string
  description = "Path of the zip that `ferry package --on azure` made."
  validation {
    condition     = fileexists(var.package)
    error_message = "There is no file at package; make it with: ferry package --on azure -o FILE."
  }
}

variable "functions" {
  type = object({
    handler      = optional(string, "handle")
    ordered      = optional(string, "handleInOrder")
    dead_letters = optional(string, "due")
    redrive      = optional(string, "redrive")
  })
  default     = {}
  description = "Names of the package's functions (@FunctionName): the one that handles messages (Trigger.ONE or BATCH), the one for ordered queues (Trigger.SESSION), the one that looks after dead letters on a timer (schedule %FERRY_DEAD_LETTER_SCHEDULE%), and the one that an operator calls. Each app runs its own and has the others disabled."
  validation {
    condition     = length(distinct(values(var.functions))) == 4
    error_message = "functions are four, of four names."
  }
}

variable "handlers" {
  type = map(object({
    function  = optional(string)
    memory_mb = optional(number)
    variables = optional(map(string), {})
    secrets   = optional(map(string), {})
    tables    = optional(map(string), {})
    roles     = optional(list(object({ role = string, scope = string, reason = string })), [])
  }))
  default     = {}
  description = "What a handler has that others have not, by its name: another function of the package, memory in MiB, settings, secrets (setting to the name of one in key_vault), tables that it reads and writes (ids), and what else it is granted, each with its resource and its reason."
  validation {
    condition     = alltrue([for name in keys(var.handlers) : contains(keys(module.topology.handlers), name)])
    error_message = "handlers names one that the topology does not have."
  }
}

variable "variables" {
  type        = map(string)
  default     = {}
  description = "Settings of every function, beside the file's own."
  validation {
    condition     = alltrue([for name in keys(var.variables) : !startswith(name, "FERRY_") || name == "FERRY_LOG_LEVEL"])
    error_message = "Variables that begin with FERRY_ are Ferry's own, but for FERRY_LOG_LEVEL."
  }
}

variable "key_vault" {
  type        = string
  default     = null
  description = "Id of the vault that holds the secrets which the file names; null for none."
}

variable "memory_mb" {
  type        = number
  default     = 2048
  description = "Memory of each instance in MiB: 512, 2048 or 4096; CPU comes with it."
}

variable "runtime" {
  type        = string
  default     = "java21"
  description = "java17, java21 or java25."
}

variable "requests_at_once" {
  type        = number
  default     = 5
  description = "How many messages one instance handles at once, 1 to 1000."
}

variable "min_instances" {
  type        = number
  default     = 0
  description = "Instances of each handler's function that are kept warm, 0 to 100."
}

variable "zone_redundant" {
  type        = bool
  default     = false
  description = "Whether instances are spread over the zones of a region that has some."
}

variable "namespace" {
  type        = string
  default     = null
  description = "Id of a namespace of Service Bus that is there and is used instead of a new one."
}

variable "sku" {
  type        = string
  default     = "Standard"
  description = "Standard, or Premium for a network of one's own."
}

variable "capacity" {
  type        = number
  default     = 1
  description = "Messaging units of a Premium namespace: 1, 2, 4, 8 or 16."
}

variable "public_network_access" {
  type        = bool
  default     = true
  description = "Whether the namespace answers outside of a network of one's own; false needs Premium."
}

variable "storage_account" {
  type        = string
  default     = null
  description = "Id of a storage account that is there and is used instead of a new one, for records, packages and the hosts of functions."
}

variable "replication" {
  type        = string
  default     = "ZRS"
  description = "How often records are copied: LRS, ZRS, GRS or GZRS."
}

variable "vpc" {
  type        = object({ subnet_id = string })
  default     = null
  description = "Subnet that what functions call goes through, delegated to Microsoft.App/environments; null for none."
}

variable "dead_letter_schedule_minutes" {
  type        = number
  default     = 5
  description = "Every how many minutes dead letters are looked after, 1 to 1440; 0 for never."
}

variable "alarms" {
  type = object({
    actions                 = optional(list(string), [])
    dead_letters            = optional(number, 0)
    dead_letter_age_seconds = optional(number, 86400)
    parked                  = optional(number, 0)
    backlog                 = optional(number, 1000)
    age_share               = optional(number, 0.25)
    error_percent           = optional(number, 5)
    throttles               = optional(number, 10)
    store_unreachable       = optional(number, 0)
  })
  default     = {}
  description = "Action groups (ids) and thresholds, as modules/azure/observability says of each."
}

variable "log_retention_days" {
  type        = number
  default     = 30
  description = "How long the functions' log is kept, 30 to 730 days."
}

variable "subscription_id" {
  type        = string
  description = "The id of the subscription that it is deployed to."
  validation {
    condition     = can(regex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", var.subscription_id))
    error_message = "subscription_id is a subscription's id: a UUID in lower case."
  }
}

variable "resource_group" {
  type        = string
  description = "Name of the resource group, which is there."
  validation {
    condition     = can(regex("^[A-Za-z0-9._()-]{0,89}[A-Za-z0-9_()-]$", var.resource_group))
    error_message = "resource_group is a group's name: up to 90 letters, digits, dots, hyphens, underscores and parentheses."
  }
}

variable "location" {
  type        = string
  description = "The region, such as westeurope."
  validation {
    condition     = can(regex("^[a-z0-9]+$", var.location))
    error_message = "location is one of Azure's, such as westeurope."
  }
}
