@NullMarked
package dev.ferry.host.aws;

import org.jspecify.annotations.NullMarked;
