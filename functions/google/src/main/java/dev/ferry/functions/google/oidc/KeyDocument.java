package dev.ferry.functions.google.oidc;

import dev.ferry.messaging.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JWKS document on a server. Safe for use by any number of threads; the JDK's small client, which
 * costs a cold start less than its large one.
 */
final class KeyDocument {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration READ = Duration.ofSeconds(3);
  private static final int LONGEST_BYTES = 1 << 16;
  private static final Pattern MAX_AGE =
      Pattern.compile("(?i)(?:^|[,\\s])max-age\\s*=\\s*(\\d{1,9})");

  private final URI where;

  KeyDocument(URI where) {
    this.where = where;
  }

  /**
   * Fetches it; blocks for some seconds at most.
   *
   * @throws KeysUnreachable when it cannot be had, or is no such document
   */
  KeySet fetch() throws KeysUnreachable {
    try {
      HttpURLConnection connection = (HttpURLConnection) where.toURL().openConnection();
      connection.setConnectTimeout((int) CONNECT.toMillis());
      connection.setReadTimeout((int) READ.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      try (InputStream body = answer(connection)) {
        String document = new String(body.readNBytes(LONGEST_BYTES + 1), StandardCharsets.UTF_8);
        return KeySet.parse(document, maxAge(connection.getHeaderField("Cache-Control")));
      }
    } catch (IOException | MessagingException failed) {
      throw unreachable(failed.getClass().getSimpleName());
    }
  }

  private InputStream answer(HttpURLConnection connection) throws IOException, KeysUnreachable {
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      connection.disconnect();
      throw unreachable("status " + status);
    }
    return connection.getInputStream();
  }

  private KeysUnreachable unreachable(String why) {
    return new KeysUnreachable("fetch the issuer's keys from " + where + ": " + why);
  }

  private static Duration maxAge(@Nullable String cacheControl) {
    Matcher said = MAX_AGE.matcher(cacheControl == null ? "" : cacheControl);
    return said.find() ? Duration.ofSeconds(Long.parseLong(said.group(1))) : Duration.ZERO;
  }
}
