// SPDX-License-Identifier: EUPL-1.2

/// A "no" that a person may read: what is wrong, with which field, in their words. Rules throw nothing else.
package struct Rejection: Error, Sendable {
    /// What kind of "no" it is; each maps to one HTTP status.
    package enum Kind: Sendable {
        /// 400: not to be parsed.
        case malformed
        /// 401: nobody is signed in.
        case unauthenticated
        /// 403: known, but not allowed.
        case forbidden
        /// 404: not there, or not to be known of.
        case missing
        /// 405
        case methodNotAllowed
        /// 409: collides with what is there.
        case conflict
        /// 410: was there once.
        case gone
        /// 413
        case tooLarge
        /// 415
        case unsupportedType
        /// 422: understood, but not valid.
        case invalid
        /// 429
        case tooMany
        /// 503: not now.
        case unavailable
    }

    /// What is wrong with one field. `field` is its name in form and JSON.
    package struct Field: Sendable {
        package let field: String
        package let message: TextUse

        package init(_ field: String, _ message: TextUse) {
            self.field = field
            self.message = message
        }

        package init(_ field: String, _ key: TextKey, count: Int? = nil, _ slots: Slots = [:]) {
            self.init(field, TextUse(key, count: count, slots))
        }
    }

    package let kind: Kind
    package let message: TextUse
    package let fields: [Field]
    /// Times that are in the way, for conflicts over rooms.
    package let conflicts: [Period]
    /// For 429 and 503.
    package let retryAfter: Span?

    package init(
        _ kind: Kind, _ message: TextUse, fields: [Field] = [], conflicts: [Period] = [], retryAfter: Span? = nil
    ) {
        self.kind = kind
        self.message = message
        self.fields = fields
        self.conflicts = conflicts
        self.retryAfter = retryAfter
    }

    package init(
        _ kind: Kind, _ key: TextKey, _ slots: Slots = [:], fields: [Field] = [], conflicts: [Period] = [],
        retryAfter: Span? = nil
    ) {
        self.init(kind, TextUse(key, slots), fields: fields, conflicts: conflicts, retryAfter: retryAfter)
    }
}
