/**
 * The hot requests of SQS and DynamoDB, without most of the SDK's work for each.
 *
 * <p>A client of the SDK is opened as ever, with a {@link dev.ferry.aws.direct.DirectRoute} among
 * its interceptors. Its first requests show where requests go and how they are signed, whatever
 * configuration decided that; {@link dev.ferry.aws.direct.DirectRequests} sends the following ones
 * there itself, by the same HTTP client, the same credentials and the SDK's signer. What is not
 * answered as hoped for is left to the client, which repeats, waits and reports as it always does.
 *
 * <p>A function that was told no more of AWS than where it runs needs nobody to show it the way:
 * its {@link dev.ferry.aws.direct.DirectClient} opens the client when something needs it.
 */
@NullMarked
package dev.ferry.aws.direct;

import org.jspecify.annotations.NullMarked;
