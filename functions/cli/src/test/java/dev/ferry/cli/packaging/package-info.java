@NullMarked
package dev.ferry.cli.packaging;

import org.jspecify.annotations.NullMarked;
