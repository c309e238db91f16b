variable "name" {
  type        = string
  description = "Name of the database, prefix included."
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,61}[a-z0-9]$", var.name))
    error_message = "name has 4 to 63 lower-case letters, digits and hyphens, begins with a letter and ends with none but a letter or digit."
  }
}

variable "existing" {
  type        = string
  default     = null
  description = "Name of a database that is there and is used instead of a new one, such as (default); in Firestore's native mode."
}

variable "collection" {
  type        = string
  default     = "ferry-records"
  description = "The collection that records are in."
  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,100}$", var.collection))
    error_message = "collection has 1 to 100 letters, digits, hyphens and underscores."
  }
}

variable "expiry_field" {
  type        = string
  default     = "expires"
  description = "The field of a record that says until when it is kept."
}

variable "location" {
  type        = string
  default     = null
  description = "Region or multi-region of the database, such as eur3; null for the functions' own region. It cannot be changed later."
}

variable "point_in_time_recovery" {
  type        = bool
  default     = true
  description = "Whether the database can be read as it was at any minute of the last 7 days."
}

variable "deletion_protection" {
  type        = bool
  default     = false
  description = "Whether the database refuses to be deleted; true where losing it would repeat effects."
}

variable "kms_key" {
  type        = string
  default     = null
  description = "Id of a key that encrypts it, in its own location; null for Google's own keys."
  validation {
    condition     = var.kms_key == null || can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "kms_key is the id of a key: projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "account" {
  type = object({
    id     = string
    number = string
    region = string
  })
  description = "The project that it is deployed to, by id and number, and the region of its functions."
}
