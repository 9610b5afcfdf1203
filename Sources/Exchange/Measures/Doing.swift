// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// One library's doing of a measure: the original's own or an adaptation.
struct Doing: Sendable {
    let library: OrganisationID
    /// What is known of the library; `nil` when it has left the directory.
    let profile: ExchangePorts.Library?
    let effort: Effort
    let isOriginal: Bool
}
