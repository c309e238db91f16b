@NullMarked
package dev.ferry.cli.project;

import org.jspecify.annotations.NullMarked;
