/** How a Lambda function is packaged. */
@NullMarked
package dev.ferry.cli.packaging.aws;

import org.jspecify.annotations.NullMarked;
