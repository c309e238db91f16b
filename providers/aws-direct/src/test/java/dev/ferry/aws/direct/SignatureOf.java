package dev.ferry.aws.direct;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Judges signatures as AWS's documentation says that they are made, without anything of the SDK's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">creating
 *     a signed request</a>
 */
final class SignatureOf {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/]+/((\\d+)/([^/]+)/([^/]+)/aws4_request),"
              + " SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

  private SignatureOf() {}

  /** Whether a request is signed by the owner of a secret, all that it says and its body. */
  static boolean isRight(Service.Asked request, String secret) throws GeneralSecurityException {
    Matcher said = AUTHORIZATION.matcher(request.header("authorization"));
    if (!said.matches()) {
      return false;
    }
    List<String> signed = List.of(said.group(5).split(";", -1));
    String canonical =
        "POST\n/\n\n"
            + signed.stream()
                .map(name -> name + ":" + request.header(name).strip() + "\n")
                .collect(Collectors.joining())
            + "\n"
            + said.group(5)
            + "\n"
            + sha256(request.body().getBytes(StandardCharsets.UTF_8));
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            request.header("x-amz-date"),
            said.group(1),
            sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    byte[] key = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), said.group(2));
    for (String part : List.of(said.group(3), said.group(4), "aws4_request")) {
      key = hmac(key, part);
    }
    return signed.containsAll(List.of("host", "x-amz-date", "x-amz-target"))
        && HexFormat.of().formatHex(hmac(key, toSign)).equals(said.group(6));
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
