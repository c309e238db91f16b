package dev.ferry.host.google;

import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.pubsub.v1.ListSubscriptionsRequest;
import com.google.pubsub.v1.ModifyPushConfigRequest;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberBlockingStub;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import dev.ferry.functions.FunctionVariables;
import dev.ferry.messaging.Address;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.topology.Handler;
import dev.ferry.topology.Topology;
import io.grpc.Channel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The handlers of a topology as they run on one machine: a service for each, which the handler's
 * own subscriptions push to, with its backoff and signed for it alone. The subscriptions are there
 * already.
 *
 * <p>Safe for use by threads. Instances are started when their first message comes.
 */
public final class LocalFunctions implements AutoCloseable {
  private static final String ACCOUNT = "push@local.iam.gserviceaccount.com";
  private static final long CALL_SECONDS = 30;

  private final Map<String, FunctionService> services = new LinkedHashMap<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final Channel channel;

  /**
   * Services; {@link #start()} lets messages come.
   *
   * @param plan where the topology's channels are
   * @param channel asks Pub/Sub; stays the caller's
   * @param settings what functions have beside the topology
   */
  public LocalFunctions(
      Topology topology, ApplicationPlan plan, Channel channel, Settings settings) {
    this.channel = channel;
    for (Handler handler : topology.handlers().values()) {
      String name = handler.name();
      Address source = plan.handler(name).source();
      String audience = "https://" + topology.resourceName(name) + ".functions.local/";
      Map<String, String> variables = new HashMap<>(settings.environment());
      variables.putAll(FunctionVariables.of(plan, name));
      variables.put("FERRY_TIMEOUT", handler.timeout().toString());
      variables.put("FERRY_CALLER_AUDIENCE", audience);
      variables.put("FERRY_CALLER_ACCOUNTS", ACCOUNT);
      FunctionSpec function =
          new FunctionSpec(
              topology.resourceName(name),
              settings.entry(),
              settings.classPath(),
              handler.timeout(),
              variables);
      int instances = Math.min(handler.concurrency(), settings.instancesEach());
      FunctionService service =
          FunctionService.start(function, instances, line -> settings.log().accept(name, line));
      services.put(name, service);
      for (Subscription one : subscriptionsOf(source)) {
        feeds.add(new Feed(withBackoff(one, handler), push(service, audience)));
      }
    }
  }

  /**
   * What feeds a service.
   *
   * @param subscription as it is to be
   * @param push where it is to push
   */
  private record Feed(Subscription subscription, PushConfig push) {}

  /**
   * What functions have beside the topology.
   *
   * @param entry the name of their entry class
   * @param classPath the unpacked artefact
   * @param environment variables of every function: endpoints, the issuer of tokens, the store
   * @param instancesEach how many instances a function has at most, however many the topology
   *     allows
   * @param log is given each line that a function prints, after its handler's name
   */
  public record Settings(
      String entry,
      List<Path> classPath,
      Map<String, String> environment,
      int instancesEach,
      BiConsumer<String, String> log) {
    /** Copies the collections. */
    public Settings {
      classPath = List.copyOf(classPath);
      environment = Map.copyOf(environment);
    }
  }

  private SubscriberBlockingStub pubsub() {
    return SubscriberGrpc.newBlockingStub(channel)
        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  /** The queue's own, and those by which topics feed it. */
  private List<Subscription> subscriptionsOf(Address queue) {
    int slash = queue.name().lastIndexOf('/');
    String project = "projects/" + queue.name().substring(0, slash);
    String own = project + "/subscriptions/" + queue.name().substring(slash + 1);
    List<Subscription> found = new ArrayList<>();
    String page = "";
    do {
      var answer =
          pubsub()
              .listSubscriptions(
                  ListSubscriptionsRequest.newBuilder()
                      .setProject(project)
                      .setPageToken(page)
                      .build());
      answer.getSubscriptionsList().stream()
          .filter(one -> one.getName().equals(own) || one.getName().startsWith(own + ".from."))
          .forEach(found::add);
      page = answer.getNextPageToken();
    } while (!page.isEmpty());
    return found;
  }

  private static Subscription withBackoff(Subscription subscription, Handler handler) {
    return subscription.toBuilder()
        .setRetryPolicy(
            RetryPolicy.newBuilder()
                .setMinimumBackoff(duration(handler.retry().initialDelay()))
                .setMaximumBackoff(duration(handler.retry().maxDelay())))
        .build();
  }

  private static Duration duration(java.time.Duration of) {
    return Duration.newBuilder().setSeconds(of.getSeconds()).setNanos(of.getNano()).build();
  }

  private static PushConfig push(FunctionService service, String audience) {
    return PushConfig.newBuilder()
        .setPushEndpoint(service.address().toString())
        .setOidcToken(
            PushConfig.OidcToken.newBuilder().setServiceAccountEmail(ACCOUNT).setAudience(audience))
        .build();
  }

  /** Lets messages come. */
  public void start() {
    for (Feed feed : feeds) {
      Subscription changed =
          pubsub()
              .updateSubscription(
                  UpdateSubscriptionRequest.newBuilder()
                      .setSubscription(feed.subscription)
                      .setUpdateMask(FieldMask.newBuilder().addPaths("retry_policy"))
                      .build());
      pushTo(changed.getName(), feed.push);
    }
  }

  private void pushTo(String subscription, PushConfig where) {
    var unused =
        pubsub()
            .modifyPushConfig(
                ModifyPushConfigRequest.newBuilder()
                    .setSubscription(subscription)
                    .setPushConfig(where)
                    .build());
  }

  /** What each handler's service did so far, in the topology's order. */
  public Map<String, ServiceCounts> counts() {
    Map<String, ServiceCounts> counts = new LinkedHashMap<>();
    services.forEach((handler, service) -> counts.put(handler, service.counts()));
    return counts;
  }

  /** Lets no message come any more, and ends every instance. Idempotent. */
  @Override
  public void close() {
    feeds.forEach(feed -> pushTo(feed.subscription.getName(), PushConfig.getDefaultInstance()));
    feeds.clear();
    services.values().forEach(FunctionService::close);
  }
}
