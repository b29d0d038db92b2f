# frozen_string_literal: true

# @file credential.rb
# @install gem install conjur-api
require 'conjur-api'

# The __title__, read from CyberArk Conjur.
class Credential
  class Error < StandardError; end

  attr_reader(
    # each part, comma between
    :__part__,
    # end
  )

  def self.read
    client = connect
    new(
      # each part, comma between
      __part__: variable(client, '__id__'),
      # or optional
      __part__: optional(client, '__id__'),
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

  # Takes CONJUR_APPLIANCE_URL and CONJUR_ACCOUNT from the environment.
  def self.connect
    Conjur.configuration.apply_cert_config!
    Conjur::API.new_from_key(setting('CONJUR_AUTHN_LOGIN'), setting('CONJUR_AUTHN_API_KEY'))
  end
  private_class_method :connect

  # with optional
  def self.optional(client, id)
    variable(client, id)
  rescue Error => e
    # Otherwise Conjur has no such variable, or no value in it.
    raise unless e.cause.is_a?(RestClient::NotFound)
  end
  private_class_method :optional

  # end
  def self.variable(client, id)
    value = client.resource("#{setting('CONJUR_ACCOUNT')}:variable:#{id}").value
    raise Error, "Conjur variable #{id} is empty" if value.strip.empty?

    value
  rescue RestClient::Exception, SystemCallError => e
    raise Error, "cannot read #{id} from Conjur: #{e.message}"
  end
  private_class_method :variable

  def self.setting(variable)
    value = ENV.fetch(variable, '')
    raise Error, "environment variable #{variable} is not set or empty" if value.empty?

    value
  end
  private_class_method :setting
end
