package dev.ferry.dynamodb;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Notes each request that a client sends, by its kind. */
final class RequestCounter implements ExecutionInterceptor {
  private final List<String> sent = new CopyOnWriteArrayList<>();

  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes unused) {
    sent.add(context.request().getClass().getSimpleName().replaceFirst("Request$", ""));
  }

  /** What was sent since the last time that this was asked. */
  List<String> taken() {
    List<String> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }
}
