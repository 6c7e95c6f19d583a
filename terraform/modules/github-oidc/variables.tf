variable "name" {
  description = "Of the role."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.name))
    error_message = "A role's name has at most 64 letters, digits and + = , . @ _ -."
  }
}

variable "repository" {
  description = "The repository whose workflows may become the role: `owner` and `name`, and their numbers `owner_id` and `id`, which GitHub's tokens name as well for repositories made after 15 July 2026 (`gh api repos/OWNER/NAME --jq '.owner.id, .id'`). Give them: a name can be taken by somebody else, a number cannot."
  type = object({
    owner    = string
    name     = string
    owner_id = optional(number)
    id       = optional(number)
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9-]*$", var.repository.owner)) && can(regex("^[A-Za-z0-9._-]+$", var.repository.name))
    error_message = "owner and name are as in github.com/owner/name, without wildcards."
  }

  validation {
    condition     = (var.repository.owner_id == null) == (var.repository.id == null)
    error_message = "owner_id and id are given together, or neither."
  }
}

variable "subjects" {
  description = "Which workflows: the end of the token's subject, as `ref:refs/heads/main`, `ref:refs/tags/v*` or `environment:production`."
  type        = set(string)

  validation {
    condition     = length(var.subjects) > 0 && alltrue([for subject in var.subjects : can(regex("^(ref:refs/(heads|tags)/[^*?].*|environment:[^*?]+|pull_request)$", subject))])
    error_message = "A subject is ref:refs/heads/..., ref:refs/tags/..., environment:NAME or pull_request; a wildcard is not all of it."
  }
}

variable "legacy_subjects" {
  description = "Whether subjects without numbers are taken as well, as GitHub makes them for older repositories. Without numbers they are the only ones."
  type        = bool
  default     = true

  validation {
    condition     = var.legacy_subjects || var.repository.id != null
    error_message = "Without legacy_subjects the repository needs its owner_id and id."
  }
}

variable "provider_arn" {
  description = "The account's identity provider of GitHub, of which there can be one; without it, it is made."
  type        = string
  default     = null

  validation {
    condition     = var.provider_arn == null || can(regex("^arn:[a-z0-9-]+:iam::[0-9]{12}:oidc-provider/", var.provider_arn))
    error_message = "The provider is named by its ARN, as arn:aws-us-gov:iam::123456789012:oidc-provider/token.actions.githubusercontent.com."
  }
}

variable "host" {
  description = "Who issues tokens; another for GitHub Enterprise Server."
  type        = string
  default     = "token.actions.githubusercontent.com"
}

variable "audience" {
  description = "Whom tokens are for: what the workflow's `aws-actions/configure-aws-credentials` asks for."
  type        = string
  default     = "sts.amazonaws.com"
}

variable "policies" {
  description = "What workflows may do: policy documents as JSON, by names. None are made here."
  type        = map(string)
  default     = {}
}

variable "policy_arns" {
  description = "Managed policies that the role has, by names."
  type        = map(string)
  default     = {}
}

variable "max_session_minutes" {
  description = "How long a workflow may be the role."
  type        = number
  default     = 60

  validation {
    condition     = var.max_session_minutes >= 60 && var.max_session_minutes <= 720
    error_message = "60 to 720 minutes."
  }
}

variable "permissions_boundary_arn" {
  description = "A policy that bounds the role."
  type        = string
  default     = null
}
