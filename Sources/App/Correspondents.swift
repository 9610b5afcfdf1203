// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Kernel
import Storage
import Web

extension People {
    /// Somebody as other capabilities write to them; `nil` when the person is forgotten.
    func correspondent(_ person: PersonID, on connection: any Connection) throws -> Correspondent? {
        try contact(of: person, on: connection).map {
            Correspondent(name: $0.name, email: $0.email, language: $0.language)
        }
    }
}
