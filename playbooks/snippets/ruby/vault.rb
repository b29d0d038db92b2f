# frozen_string_literal: true

# @file credential.rb
# @install gem install vault
require 'vault'

# The __title__, read from HashiCorp Vault.
class Credential
  class Error < StandardError; end

  MOUNT = 'secret'
  SECRET = '__path__'

  attr_reader(
    # each part, comma between
    :__part__,
    # end
  )

  def self.read
    fields = fetch
    new(
      # each part, comma between
      __part__: required(fields, :__field__),
      # or optional
      __part__: optional(fields, :__field__),
      # end
    )
  end

  def initialize(
    # each part, comma between
    __part__:,
    # end
  )
    # each part
    @__part__ = __part__
    # end
    freeze
  end

  # Keeps the values out of logs.
  def inspect = '#<Credential>'

  def self.fetch
    client = Vault::Client.new(
      address: setting('VAULT_ADDR'), token: setting('VAULT_TOKEN'), namespace: ENV.fetch('VAULT_NAMESPACE', nil), timeout: 10
    )
    # The client adds data/ to the path and unwraps the data of the data.
    answer = client.kv(MOUNT).read(SECRET)
    raise Error, "Vault has no #{MOUNT}/#{SECRET}, or does not show it" unless answer&.data

    answer.data
  rescue Vault::VaultError => e
    raise Error, "cannot read #{MOUNT}/#{SECRET} from Vault: #{e.message}"
  end
  private_class_method :fetch

  # with optional
  def self.optional(fields, name)
    required(fields, name) unless fields[name].to_s.empty?
  end
  private_class_method :optional

  # end
  def self.required(fields, name)
    value = fields[name]
    raise Error, "#{SECRET} has no field #{name}, or an empty one" if !value.is_a?(String) || value.strip.empty?

    value
  end
  private_class_method :required

  def self.setting(variable)
    value = ENV.fetch(variable, '')
    raise Error, "environment variable #{variable} is not set or empty" if value.empty?

    value
  end
  private_class_method :setting
end
