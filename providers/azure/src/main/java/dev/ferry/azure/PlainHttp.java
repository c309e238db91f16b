package dev.ferry.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.UrlBuilder;
import java.net.MalformedURLException;
import reactor.core.publisher.Mono;

/** Sends what is meant for a namespace to an emulator, which knows no TLS. */
final class PlainHttp implements HttpPipelinePolicy {
  private final int port;

  /** At a port of the host that the connection string names. */
  PlainHttp(int port) {
    this.port = port;
  }

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
    redirect(context.getHttpRequest());
    return next.process();
  }

  @Override
  public HttpResponse processSync(
      HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
    redirect(context.getHttpRequest());
    return next.processSync();
  }

  private void redirect(HttpRequest request) {
    try {
      request.setUrl(UrlBuilder.parse(request.getUrl()).setScheme("http").setPort(port).toUrl());
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
