package dev.ferry.functions.google;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.ferry.functions.Deployed;
import dev.ferry.functions.google.oidc.SigningKeys;
import dev.ferry.functions.google.oidc.TokenCheck;
import dev.ferry.functions.google.oidc.Verdict;
import dev.ferry.functions.google.oidc.Verdict.Accepted;
import dev.ferry.functions.google.oidc.Verdict.Forbidden;
import dev.ferry.functions.google.oidc.Verdict.Undecided;
import dev.ferry.functions.google.oidc.Verdict.Unknown;
import java.util.List;

/**
 * Lets requests in, or answers them: before anything else of them is read, so that a request of
 * somebody else has no effect and is no attempt. Says in a line of log why, and to the caller
 * nothing. Safe for use by any number of threads.
 */
final class Gate {
  private static final int UNKNOWN = 401;
  private static final int FORBIDDEN = 403;
  private static final int NO_POST = 405;
  private static final int UNDECIDED = 503;

  private final Deployed deployed;
  private final TokenCheck check;

  /**
   * A gate, as the variables say.
   *
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT when one is missing or
   *     malformed
   */
  Gate(Deployed deployed) {
    this.deployed = deployed;
    CallerVariables variables = new CallerVariables(deployed.environment());
    SigningKeys keys = new SigningKeys(variables.keys(), deployed.timeline()::now);
    this.check = new TokenCheck(variables.callers(), keys, deployed.timeline()::now);
  }

  /** Whether a request may go on; if not, it is answered. */
  boolean admits(HttpRequest request, HttpResponse response) {
    if (!request.getMethod().equals("POST")) {
      response.appendHeader("Allow", "POST");
      response.setStatusCode(NO_POST);
      return false;
    }
    Verdict verdict = check.judge(authorization(request));
    if (verdict instanceof Accepted) {
      return true;
    }
    if (verdict instanceof Unknown unknown) {
      response.appendHeader("WWW-Authenticate", "Bearer");
      refuse(response, UNKNOWN, unknown.why());
    } else if (verdict instanceof Forbidden forbidden) {
      refuse(response, FORBIDDEN, forbidden.why());
    } else if (verdict instanceof Undecided undecided) {
      refuse(response, UNDECIDED, undecided.why());
    }
    return false;
  }

  private void refuse(HttpResponse response, int status, String why) {
    response.setStatusCode(status);
    deployed.warn("request refused with status " + status + ": " + why);
  }

  private static List<String> authorization(HttpRequest request) {
    return request.getHeaders().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Authorization"))
        .flatMap(header -> header.getValue().stream())
        .toList();
  }
}
