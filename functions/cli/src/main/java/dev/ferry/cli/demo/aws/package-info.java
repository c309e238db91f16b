/** The demo's order system on AWS: its ledger in DynamoDB. */
@NullMarked
package dev.ferry.cli.demo.aws;

import org.jspecify.annotations.NullMarked;
