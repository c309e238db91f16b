/**
 * Azure functions behind Service Bus, with the failure contract.
 *
 * <p>A user's class has one annotated method, which hands over what the trigger gives, see {@link
 * dev.ferry.functions.azure.ServiceBusFunction}. A function in Java settles nothing: it returns,
 * and its messages are complete, or it throws, and all of them come again at once. So a retry is a
 * scheduled copy and then a return, a dead letter is sent and then a return, and a batch throws
 * only when something has to come again and no copy of it could be scheduled. With sessions, whose
 * order a copy would leave, a retry throws.
 */
@NullMarked
package dev.ferry.functions.azure;

import org.jspecify.annotations.NullMarked;
