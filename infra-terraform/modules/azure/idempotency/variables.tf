variable "name" {
  type        = string
  description = "Name of the storage account, unique in the world: 3 to 24 lower-case letters and digits."
  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.name))
    error_message = "name has 3 to 24 lower-case letters and digits."
  }
}

variable "storage_account" {
  type        = string
  default     = null
  description = "Id of a storage account that is there and is used instead of a new one."
  validation {
    condition     = var.storage_account == null || can(regex("^/subscriptions/.+/resourceGroups/.+/providers/Microsoft.Storage/storageAccounts/[^/]+$", var.storage_account))
    error_message = "storage_account is the id of one: /subscriptions/S/resourceGroups/G/providers/Microsoft.Storage/storageAccounts/N."
  }
}

variable "table" {
  type        = string
  default     = "ferryrecords"
  description = "Name of the table: 3 to 63 letters and digits, beginning with a letter."
  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9]{2,62}$", var.table))
    error_message = "table has 3 to 63 letters and digits, and begins with a letter."
  }
}

variable "replication" {
  type        = string
  default     = "ZRS"
  description = "How often records are copied: LRS (one place), ZRS (three zones), GRS or GZRS (another region too)."
  validation {
    condition     = contains(["LRS", "ZRS", "GRS", "GZRS"], var.replication)
    error_message = "replication is LRS, ZRS, GRS or GZRS."
  }
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
