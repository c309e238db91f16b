package dev.ferry.aws.direct;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a signature of version 4 is for.
 *
 * @param region such as {@code eu-central-1}
 * @param service such as {@code sqs}
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature
 *     Version 4</a>
 */
record Scope(String region, String service) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/,]+/\\d{8}/([^/,]+)/([^/,]+)/aws4_request,.*");

  /** Of a request's header; empty when it is signed otherwise, or not at all. */
  static Optional<Scope> of(String authorization) {
    Matcher matcher = AUTHORIZATION.matcher(authorization);
    return matcher.matches()
        ? Optional.of(new Scope(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }
}
