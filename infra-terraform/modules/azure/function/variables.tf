variable "name" {
  type        = string
  description = "Name of the function app, prefix included: 2 to 50 lower-case letters, digits and hyphens. Its identity, plan and container go by it."
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,48}[a-z0-9]$", var.name)) && !strcontains(var.name, "--")
    error_message = "name has 2 to 50 lower-case letters, digits and single hyphens, begins with a letter and ends with a letter or digit."
  }
}

variable "unique" {
  type        = string
  default     = ""
  description = "What stands behind the app's name, which has to be unique in the world: up to 8 lower-case letters and digits."
  validation {
    condition     = can(regex("^[a-z0-9]{0,8}$", var.unique))
    error_message = "unique has up to 8 lower-case letters and digits."
  }
}

variable "package" {
  type        = string
  description = "Path of the zip that `ferry package --on azure` made."
  validation {
    condition     = fileexists(var.package)
    error_message = "There is no file at package; make it with: ferry package --on azure -o FILE."
  }
}

variable "function" {
  type        = string
  default     = "handle"
  description = "Name of the function in the package that handles messages (@FunctionName)."
  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9_-]{0,126}$", var.function))
    error_message = "function is a function's name: a letter, then letters, digits, underscores and hyphens."
  }
}

variable "disabled" {
  type        = list(string)
  default     = []
  description = "Names of the package's functions that this app does not run."
  validation {
    condition     = !contains(var.disabled, var.function)
    error_message = "disabled names the function that the app is for."
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
  default     = 2048
  description = "Memory of an instance in MiB: 512, 2048 or 4096; CPU comes with it."
  validation {
    condition     = contains([512, 2048, 4096], var.memory_mb)
    error_message = "memory_mb is 512, 2048 or 4096: instances of Flex Consumption have no other sizes."
  }
}

variable "timeout_seconds" {
  type        = number
  description = "How long one run may take, 1 to 600 seconds; so long a message's lock is renewed."
  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 600 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "timeout_seconds is a whole number from 1 to 600."
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
  default     = 5
  description = "How many of them one instance runs, 1 to 1000."
  validation {
    condition     = var.requests_at_once >= 1 && var.requests_at_once <= 1000 && floor(var.requests_at_once) == var.requests_at_once
    error_message = "requests_at_once is a whole number from 1 to 1000."
  }
}

variable "batch_size" {
  type        = number
  default     = 10
  description = "The most messages of one run, 1 to 1000, for a function that takes several."
  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 1000 && floor(var.batch_size) == var.batch_size
    error_message = "batch_size is a whole number from 1 to 1000."
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

variable "zone_redundant" {
  type        = bool
  default     = false
  description = "Whether instances are spread over the zones of a region that has some."
}

variable "environment" {
  type        = map(string)
  description = "Application settings, FERRY_... among them; those of the host, the trigger and its identity are added here."
  validation {
    condition     = length(try(var.environment["FERRY_POLICY"], "")) <= 2048
    error_message = "FERRY_POLICY is longer than 2048 bytes; publish to fewer channels, or shorten names."
  }
}

variable "secrets" {
  type        = map(string)
  default     = {}
  description = "Settings that a secret of the vault holds, by name: the secret's name. Its newest version."
  validation {
    condition     = alltrue([for secret in values(var.secrets) : can(regex("^[A-Za-z0-9-]{1,127}$", secret))])
    error_message = "A secret's name has 1 to 127 letters, digits and hyphens."
  }
}

variable "key_vault" {
  type        = string
  default     = null
  description = "Id of the vault that holds the secrets; null for none. It grants by roles, not by access policies."
  validation {
    condition     = var.key_vault == null || can(regex("^/subscriptions/.+/resourceGroups/.+/providers/Microsoft.KeyVault/vaults/[^/]+$", var.key_vault))
    error_message = "key_vault is the id of one: /subscriptions/S/resourceGroups/G/providers/Microsoft.KeyVault/vaults/N."
  }
}

variable "source_queue" {
  type        = string
  default     = null
  description = "Name of the queue whose messages it handles; null for a function that no queue feeds."
}

variable "namespace_host" {
  type        = string
  description = "Host of the namespace of Service Bus, such as shop.servicebus.windows.net."
  validation {
    condition     = can(regex("^[A-Za-z0-9-]+\\.servicebus\\.[a-z.]+$", var.namespace_host))
    error_message = "namespace_host is a namespace's host, such as shop.servicebus.windows.net."
  }
}

variable "storage" {
  type = object({
    id    = string
    blob  = string
    queue = string
    table = string
  })
  description = "The storage account of host, package and records: its id, and where its blobs, queues and tables are."
}

variable "insights" {
  type = object({
    id                = string
    connection_string = string
  })
  description = "Where it writes its log: id and connection string of Application Insights."
}

variable "receives" {
  type        = map(string)
  default     = {}
  description = "Queues that it may receive from, their ids by any name."
}

variable "sends" {
  type        = map(string)
  default     = {}
  description = "Queues and topics that it may send to, their ids by any name: its own (a retry is a copy), dead letters, parked messages."
}

variable "tables" {
  type        = map(string)
  default     = {}
  description = "Tables of Azure Table storage that it may read and write, their ids by any name."
}

variable "roles" {
  type = list(object({
    role   = string
    scope  = string
    reason = string
  }))
  default     = []
  description = "What else it is granted: roles by name, each on a resource (its id), with its reason."
  validation {
    condition     = alltrue([for one in var.roles : !contains(["Owner", "Contributor", "Reader", "User Access Administrator"], one.role)])
    error_message = "A general role grants nearly everything; name the role that is needed."
  }
  validation {
    condition     = alltrue([for one in var.roles : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/.+", one.scope))])
    error_message = "scope is the id of one resource; not of a group or a subscription."
  }
  validation {
    condition     = alltrue([for one in var.roles : length(trimspace(one.reason)) > 0])
    error_message = "Every role has its reason."
  }
}

variable "vpc" {
  type        = object({ subnet_id = string })
  default     = null
  description = "Subnet that what it calls goes through, delegated to Microsoft.App/environments; null for none."
}

variable "account" {
  type = object({
    subscription_id = string
    resource_group  = string
    location        = string
  })
  description = "Where it is deployed: subscription, resource group and location."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is made."
}
