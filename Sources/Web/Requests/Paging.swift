// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// `?limit=` and `?cursor=` of a list. The cursor is the position of the last item seen, opaque to the client.
package struct Paging: Sendable {
    package let limit: Int
    /// What `nextCursor` was made of.
    package let after: String?

    /// Throws 422 for a limit outside 1…200 or a cursor that this server did not make.
    package init(_ query: FormData) throws(Rejection) {
        if let text = query["limit"] {
            guard let limit = Int(text), (1...200).contains(limit), String(limit) == text else {
                throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("limit", .badLimit)])
            }
            self.limit = limit
        } else {
            limit = 50
        }
        if let text = query["cursor"] {
            guard let bytes = text.hexadecimalBytes, !bytes.isEmpty,
                let position = String(validating: bytes, as: UTF8.self)
            else { throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("cursor", .badCursor)]) }
            after = position
        } else {
            after = nil
        }
    }

    /// Takes `limit + 1` items and answers `{"items", "next"}`.
    package func list<Item>(_ items: [Item], position: (Item) -> String, _ json: (Item) -> JSON) -> JSON {
        let shown = items.prefix(limit)
        let next = items.count > limit ? shown.last.map { Array(position($0).utf8).hexadecimal } : nil
        return ["items": .array(shown.map(json)), "next": .optional(next)]
    }

    /// The position as an id, for lists in the order of ids; 422 when it is none.
    package func afterID<Of>() throws(Rejection) -> ID<Of>? {
        guard let after else { return nil }
        guard let id = ID<Of>(after) else {
            throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("cursor", .badCursor)])
        }
        return id
    }
}
