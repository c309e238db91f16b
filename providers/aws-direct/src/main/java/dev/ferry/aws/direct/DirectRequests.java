package dev.ferry.aws.direct;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;

/**
 * Sends requests where a client's go, by its HTTP client and with its credentials; with others only
 * until that client is opened.
 *
 * <p>Sends each once. Whoever gets no answer asks the client, which may mean that the service gets
 * a request twice, as from the client itself when it repeats. Then the client does all for some
 * seconds: it corrects its clock, finds new credentials, waits.
 *
 * <p>Safe for use by any number of threads.
 */
public final class DirectRequests {
  private static final int MAX_ANSWER_BYTES = 64 << 20;
  private static final int BAD_REQUEST = 400;
  private static final long REST_NANOS = Duration.ofSeconds(10).toNanos();

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final DirectRoute route;
  private final SdkHttpClient http;
  private final LongSupplier nanoTime;
  private volatile IdentityProvider<? extends AwsCredentialsIdentity> credentials;
  private volatile @Nullable Long restingSince;

  /**
   * Beside a client.
   *
   * @param route among the client's interceptors
   * @param http that the client was given; stays open
   * @param client its configuration
   */
  public DirectRequests(
      DirectRoute route, SdkHttpClient http, AwsServiceClientConfiguration client) {
    this(route, http, client.credentialsProvider(), System::nanoTime);
  }

  DirectRequests(
      DirectRoute route,
      SdkHttpClient http,
      IdentityProvider<? extends AwsCredentialsIdentity> credentials) {
    this(route, http, credentials, System::nanoTime);
  }

  DirectRequests(
      DirectRoute route,
      SdkHttpClient http,
      IdentityProvider<? extends AwsCredentialsIdentity> credentials,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.route = route;
    this.http = http;
    this.credentials = credentials;
  }

  /**
   * Sends a request and blocks until it is answered.
   *
   * @param target the operation as the protocol names it, such as {@code AmazonSQS.ReceiveMessage}
   * @param body JSON, not to be changed afterwards; asked for only where the request is sent
   * @return null when the client is to be asked: nothing is known of the route, the thread is
   *     interrupted, or there was no answer that says anything; the request may have taken effect
   *     nevertheless. Otherwise an answer that succeeded, or a refusal with status 400; where the
   *     caller cannot make something of that, it calls {@link #leaveToClient()}
   */
  public @Nullable DirectAnswer send(String target, Supplier<byte[]> body) {
    DirectRoute.Way way = route.way();
    if (way == null || resting() || Thread.currentThread().isInterrupted()) {
      return null;
    }
    byte[] content = body.get();
    try {
      DirectAnswer answer = sent(signed(way, target, content));
      if (answer.succeeded()) {
        route.prove();
      }
      if (answer.succeeded() || answer.status() == BAD_REQUEST) {
        return answer;
      }
    } catch (IOException | RuntimeException noAnswer) {
      // The client meets the same, or does better, and reports it.
    }
    leaveToClient();
    return null;
  }

  /**
   * Signs with a client's own credentials from now on. Two providers would each keep what they
   * found, and the client would find new ones for itself alone.
   */
  void signWith(IdentityProvider<? extends AwsCredentialsIdentity> ofClient) {
    credentials = ofClient;
  }

  /** The client does all for some seconds. */
  public void leaveToClient() {
    route.doubt();
    restingSince = nanoTime.getAsLong();
  }

  /** The client does no more than it is asked to. */
  void goOn() {
    restingSince = null;
  }

  private boolean resting() {
    Long since = restingSince;
    if (since == null) {
      return false;
    }
    boolean resting = nanoTime.getAsLong() - since < REST_NANOS;
    if (!resting) {
      goOn();
    }
    return resting;
  }

  private HttpExecuteRequest signed(DirectRoute.Way way, String target, byte[] body) {
    ContentStreamProvider payload = ContentStreamProvider.fromByteArrayUnsafe(body);
    SdkHttpRequest.Builder request =
        way.request().toBuilder()
            .putHeader("X-Amz-Target", target)
            .putHeader("Content-Length", Integer.toString(body.length));
    LambdaTrace.header().ifPresent(trace -> request.putHeader(LambdaTrace.HEADER, trace));
    AwsCredentialsIdentity identity = credentials.resolveIdentity().join();
    SignedRequest signed =
        signer.sign(
            sign ->
                sign.identity(identity)
                    .request(request.build())
                    .payload(payload)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, way.scope().service())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, way.scope().region()));
    return HttpExecuteRequest.builder()
        .request(signed.request())
        .contentStreamProvider(signed.payload().orElse(payload))
        .build();
  }

  private DirectAnswer sent(HttpExecuteRequest request) throws IOException {
    HttpExecuteResponse response = http.prepareRequest(request).call();
    byte[] body = new byte[0];
    if (response.responseBody().isPresent()) {
      try (InputStream in = response.responseBody().get()) {
        body = in.readNBytes(MAX_ANSWER_BYTES);
        if (body.length == MAX_ANSWER_BYTES) {
          throw new IOException("an answer of " + MAX_ANSWER_BYTES + " bytes or more");
        }
      }
    }
    check(response.httpResponse(), body);
    return new DirectAnswer(response.httpResponse().statusCode(), body);
  }

  /** DynamoDB says what its answers sum up to. */
  private static void check(SdkHttpResponse response, byte[] body) throws IOException {
    Optional<String> said = response.firstMatchingHeader("x-amz-crc32");
    if (said.isPresent()) {
      CRC32 sum = new CRC32();
      sum.update(body);
      if (!said.get().equals(Long.toString(sum.getValue()))) {
        throw new IOException("the answer was damaged on its way");
      }
    }
  }
}
