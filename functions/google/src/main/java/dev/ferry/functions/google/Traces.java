package dev.ferry.functions.google;

import com.google.cloud.functions.HttpRequest;
import dev.ferry.functions.Deployed;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace of a request, in the words of Cloud Logging. Immutable.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">the header traceparent</a>
 */
final class Traces {
  private static final String PROJECT = "GOOGLE_CLOUD_PROJECT";
  private static final Pattern PARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-.*");

  private final Optional<String> project;

  Traces(Deployed deployed) {
    this.project = deployed.environment().find(PROJECT);
  }

  /**
   * The trace that a request belongs to; null when it does not say, or the project is not known.
   */
  @Nullable String of(HttpRequest request) {
    Matcher parent = PARENT.matcher(request.getFirstHeader("traceparent").orElse(""));
    return project.isPresent() && parent.matches()
        ? "projects/" + project.get() + "/traces/" + parent.group(1)
        : null;
  }
}
