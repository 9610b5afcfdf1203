// SPDX-License-Identifier: EUPL-1.2

package import Storage

/// The directory's schema, oldest step first.
package enum DirectoryMigrations {
    package static let all = [
        Migration("directory.001-organisation") { (_: Dialect) in
            [
                """
                CREATE TABLE organisation (
                    \(ddl: .identity), house_id \(ddl: .integer) NOT NULL,
                    name \(ddl: .text) NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
                    kind \(ddl: .text) NOT NULL CHECK (kind IN ('library', 'authority', 'association', 'initiative',
                        'foundation', 'company', 'school', 'university', 'other')),
                    street \(ddl: .text), postal_code \(ddl: .text), city \(ddl: .text), email \(ddl: .text),
                    phone \(ddl: .text), website \(ddl: .text), contact \(ddl: .text),
                    \(ddl: .houseKey)) \(ddl: .strict)
                """,
                "CREATE INDEX organisation_name ON organisation (house_id, name)",
            ]
        }
    ]
}
