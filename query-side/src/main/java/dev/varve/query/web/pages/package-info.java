/**
 * The pages: each shows what one question of the views answers, complete without a script; what is in the address is all of its state.
 *
 * <p>Start at {@link dev.varve.query.web.pages.FleetPage}. Templates stand in {@code src/main/jte/pages}; {@code frame.jte} is around each. Nothing
 * here changes anything: forms go to {@code OrdersPage}, which hands them to the command side.
 */
package dev.varve.query.web.pages;
