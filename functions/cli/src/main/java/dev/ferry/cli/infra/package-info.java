/** What the command does for infrastructure as code: it looks at plans before they are applied. */
@NullMarked
package dev.ferry.cli.infra;

import org.jspecify.annotations.NullMarked;
