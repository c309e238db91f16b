/** Plans, and what Terraform makes of a topology. */
@NullMarked
package dev.ferry.cli.infra;

import org.jspecify.annotations.NullMarked;
