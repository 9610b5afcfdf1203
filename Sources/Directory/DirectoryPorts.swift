// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
package import Web

/// What the directory needs of other capabilities.
package struct DirectoryPorts: Sendable {
    /// The house of that id.
    let house: @Sendable (HouseID, any Connection) throws -> HouseFrame?

    package init(house: @escaping @Sendable (HouseID, any Connection) throws -> HouseFrame?) {
        self.house = house
    }
}
