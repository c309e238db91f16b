package dev.ferry.azure;

import static dev.ferry.messaging.ErrorCode.ALREADY_EXISTS;
import static dev.ferry.messaging.ErrorCode.CANCELLED;
import static dev.ferry.messaging.ErrorCode.DEADLINE_EXCEEDED;
import static dev.ferry.messaging.ErrorCode.FAILED_PRECONDITION;
import static dev.ferry.messaging.ErrorCode.INVALID_ARGUMENT;
import static dev.ferry.messaging.ErrorCode.NOT_FOUND;
import static dev.ferry.messaging.ErrorCode.PERMISSION_DENIED;
import static dev.ferry.messaging.ErrorCode.RESOURCE_EXHAUSTED;
import static dev.ferry.messaging.ErrorCode.UNAVAILABLE;
import static dev.ferry.messaging.ErrorCode.UNKNOWN;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * The one place where errors of Service Bus and its SDK get Ferry's words.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-exceptions-latest">exceptions
 *     of Service Bus</a>
 */
final class ServiceBusErrors {
  /**
   * What an error means.
   *
   * @param code in Ferry's words
   * @param next what to do about it
   */
  private record Meaning(ErrorCode code, String next) {
    boolean retryable() {
      return code == UNAVAILABLE || code == RESOURCE_EXHAUSTED || code == DEADLINE_EXCEEDED;
    }
  }

  private static final Meaning LEASE_OVER =
      new Meaning(FAILED_PRECONDITION, "the lock is lost; the message comes again");
  private static final Meaning SLOW_DOWN =
      new Meaning(RESOURCE_EXHAUSTED, "slow down, or ask for a higher quota");
  private static final Meaning LATE =
      new Meaning(DEADLINE_EXCEEDED, "it may or may not have happened");
  private static final Meaning MISSING =
      new Meaning(NOT_FOUND, "create it, or check namespace and name");
  private static final Meaning TOO_LARGE =
      new Meaning(INVALID_ARGUMENT, "it is too large; compress it, or store it elsewhere");
  private static final Meaning DENIED =
      new Meaning(PERMISSION_DENIED, "check the key or the identity's role");
  private static final Meaning AWAY = new Meaning(UNAVAILABLE, "check network and namespace");

  private static final Meaning EXISTS =
      new Meaning(ALREADY_EXISTS, "delete it, or ask for the settings that it has");

  private static final Map<Integer, Meaning> BY_STATUS =
      Map.of(
          400,
          new Meaning(INVALID_ARGUMENT, "see the cause for the argument"),
          401,
          DENIED,
          403,
          DENIED,
          404,
          MISSING,
          409,
          EXISTS,
          429,
          SLOW_DOWN);

  private static final Map<ServiceBusFailureReason, Meaning> BY_REASON =
      Map.ofEntries(
          Map.entry(ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND, MISSING),
          Map.entry(ServiceBusFailureReason.MESSAGE_NOT_FOUND, LEASE_OVER),
          Map.entry(ServiceBusFailureReason.MESSAGE_LOCK_LOST, LEASE_OVER),
          Map.entry(ServiceBusFailureReason.SESSION_LOCK_LOST, LEASE_OVER),
          Map.entry(
              ServiceBusFailureReason.SESSION_CANNOT_BE_LOCKED,
              new Meaning(FAILED_PRECONDITION, "another receiver has the session")),
          Map.entry(ServiceBusFailureReason.MESSAGE_SIZE_EXCEEDED, TOO_LARGE),
          Map.entry(
              ServiceBusFailureReason.MESSAGING_ENTITY_DISABLED,
              new Meaning(UNAVAILABLE, "it is disabled; enable it")),
          Map.entry(ServiceBusFailureReason.MESSAGING_ENTITY_ALREADY_EXISTS, EXISTS),
          Map.entry(ServiceBusFailureReason.QUOTA_EXCEEDED, SLOW_DOWN),
          Map.entry(ServiceBusFailureReason.SERVICE_BUSY, SLOW_DOWN),
          Map.entry(ServiceBusFailureReason.SERVICE_TIMEOUT, LATE),
          Map.entry(ServiceBusFailureReason.SERVICE_COMMUNICATION_ERROR, AWAY),
          Map.entry(ServiceBusFailureReason.UNAUTHORIZED, DENIED));

  private static final Map<AmqpErrorCondition, Meaning> BY_CONDITION =
      Map.ofEntries(
          Map.entry(AmqpErrorCondition.NOT_FOUND, MISSING),
          Map.entry(AmqpErrorCondition.MESSAGE_LOCK_LOST, LEASE_OVER),
          Map.entry(AmqpErrorCondition.SESSION_LOCK_LOST, LEASE_OVER),
          Map.entry(AmqpErrorCondition.LINK_PAYLOAD_SIZE_EXCEEDED, TOO_LARGE),
          Map.entry(AmqpErrorCondition.UNAUTHORIZED_ACCESS, DENIED),
          Map.entry(AmqpErrorCondition.SERVER_BUSY_ERROR, SLOW_DOWN),
          Map.entry(AmqpErrorCondition.RESOURCE_LIMIT_EXCEEDED, SLOW_DOWN),
          Map.entry(AmqpErrorCondition.TIMEOUT_ERROR, LATE),
          Map.entry(
              AmqpErrorCondition.NOT_ALLOWED,
              new Meaning(
                  FAILED_PRECONDITION,
                  "does the address say sessions=true where it has sessions?")),
          Map.entry(
              AmqpErrorCondition.ARGUMENT_ERROR,
              new Meaning(INVALID_ARGUMENT, "see the cause for the argument")));

  private ServiceBusErrors() {}

  /** What {@code failed} means for an operation such as "publish to 'servicebus:shop/orders'". */
  static MessagingException of(String operation, Throwable failed) {
    Throwable cause = Exceptions.unwrap(failed);
    if (cause instanceof MessagingException known) {
      return known;
    }
    if (interrupted(cause)) {
      Thread.currentThread().interrupt();
      return exception(operation, new Meaning(CANCELLED, "it was interrupted"), cause);
    }
    return exception(operation, meaning(cause), cause);
  }

  private static boolean interrupted(Throwable cause) {
    return cause instanceof InterruptedException
        || (cause instanceof IllegalStateException
            && cause.getCause() instanceof InterruptedException);
  }

  private static Meaning meaning(Throwable cause) {
    return byReason(cause)
        .or(() -> byCondition(cause))
        .or(() -> byStatus(cause))
        .or(() -> byType(cause))
        .orElseGet(() -> inner(cause));
  }

  private static Optional<Meaning> byReason(Throwable cause) {
    return cause instanceof ServiceBusException service
        ? Optional.ofNullable(BY_REASON.get(service.getReason()))
        : Optional.empty();
  }

  private static Optional<Meaning> byCondition(Throwable cause) {
    AmqpErrorCondition condition =
        cause instanceof AmqpException amqp ? amqp.getErrorCondition() : null;
    return condition == null ? Optional.empty() : Optional.ofNullable(BY_CONDITION.get(condition));
  }

  /** What management over HTTP answers. */
  private static Optional<Meaning> byStatus(Throwable cause) {
    if (cause instanceof ResourceNotFoundException) {
      return Optional.of(MISSING); // which may come with a status of 200
    }
    if (!(cause instanceof HttpResponseException http) || http.getResponse() == null) {
      return Optional.empty();
    }
    int status = http.getResponse().getStatusCode();
    return Optional.ofNullable(BY_STATUS.getOrDefault(status, status >= 500 ? AWAY : null));
  }

  private static Optional<Meaning> byType(Throwable cause) {
    if (cause instanceof TimeoutException) {
      return Optional.of(LATE);
    }
    return cause instanceof AmqpException amqp && amqp.isTransient()
        ? Optional.of(AWAY)
        : Optional.empty();
  }

  /** What the SDK wraps says it, at most so deep. */
  private static Meaning inner(Throwable cause) {
    Throwable next = cause.getCause();
    return next == null || next == cause ? new Meaning(UNKNOWN, "see the cause") : meaning(next);
  }

  private static MessagingException exception(
      String operation, Meaning meaning, @Nullable Throwable cause) {
    return new MessagingException(
        meaning.code(), meaning.retryable(), operation + ": " + meaning.next(), cause);
  }
}
