package dev.ferry.azuretables;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * Keeps the ETags of what a transaction wrote, which the client reads over: without them the first
 * write after a claim would have to read the record first. Immutable.
 */
final class TransactionEtags implements HttpPipelinePolicy {
  private static final String KEY = "ferry-transaction-etags";
  private static final Pattern ETAG = Pattern.compile("(?im)^etag:[ \\t]*(\\S+)\\s*$");

  /** A context whose transaction tells its ETags to {@code etags}, in the order of its actions. */
  static Context into(List<String> etags) {
    return new Context(KEY, etags);
  }

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
    return context.getData(KEY).isEmpty()
        ? next.process()
        : next.process().map(response -> told(context, response));
  }

  @Override
  public HttpResponse processSync(
      HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
    HttpResponse response = next.processSync();
    return context.getData(KEY).isEmpty() ? response : told(context, response);
  }

  private static HttpResponse told(HttpPipelineCallContext context, HttpResponse response) {
    HttpResponse buffered = response.buffer();
    List<String> found = new ArrayList<>();
    Matcher etags = ETAG.matcher(buffered.getBodyAsBinaryData().toString());
    while (etags.find()) {
      found.add(Etags.whole(etags.group(1)));
    }
    context
        .getData(KEY)
        .ifPresent(
            sink -> {
              @SuppressWarnings("unchecked") // only ours is under this key
              List<String> list = (List<String>) sink;
              list.clear();
              list.addAll(found);
            });
    return buffered;
  }
}
