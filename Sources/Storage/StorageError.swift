// SPDX-License-Identifier: EUPL-1.2

/// What can go wrong between the server and its database.
package enum StorageError: Error, Sendable, Equatable {
    /// A row that must be unique is there already. Named as the engine names it: index, or `table.column`.
    case notUnique(constraint: String)
    /// A row that is referred to does not exist, or one that is referred to was to be deleted.
    case brokenReference(constraint: String)
    /// A CHECK or NOT NULL refused the row.
    case refused(constraint: String)
    /// Two occupancies of one space would overlap.
    case overlap
    /// The transaction met another one; `write` tries again.
    case serialization
    /// NUL cannot be stored in text.
    case nulInText
    case noColumn(String, [String])
    case unexpectedValue(column: String, wanted: String)
    /// The database cannot be reached.
    case unavailable(String)
    /// No room for a file.
    case diskFull
    /// Anything else, with the engine's code and words.
    case engine(code: String, message: String)
    /// The stored schema is newer than this program.
    case unknownMigration(String)
    /// Another process owns the data directory.
    case locked(String)
}
